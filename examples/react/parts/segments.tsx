import { useId } from 'react';

interface Props<Options extends Readonly<Record<string, string>>> {
  readonly label: string;
  /** What is shown for each value. */
  readonly options: Options;
  readonly value: keyof Options;
  readonly onChange: (value: keyof Options & string) => void;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  readonly required?: boolean;
}

/** One of a few: radio buttons, so that the arrow keys work as people expect. */
export function Segments<Options extends Readonly<Record<string, string>>>({
  label,
  options,
  value,
  onChange,
  ...rest
}: Props<Options>) {
  const name = useId();
  return (
    <div
      className="segments"
      role="radiogroup"
      aria-label={label}
      aria-describedby={rest.describedBy}
      aria-invalid={rest.invalid}
      aria-required={rest.required}
    >
      {Object.entries(options).map(([one, text]) => (
        <label key={one} className="segment">
          <input type="radio" name={name} value={one} checked={one === value} onChange={() => onChange(one)} />
          <span>{text}</span>
        </label>
      ))}
    </div>
  );
}
