import type { Input } from './input.ts';

interface Props {
  readonly input: Input;
  /** Its control says to screen readers itself that it is required. @default false */
  readonly isSaid?: boolean;
}

/** What an input is called, and whether it is required. */
export function LabelText({ input: { label, required }, isSaid = false }: Props) {
  return (
    <>
      {label}
      {required && (
        <span className="required" aria-hidden={isSaid}>
          required
        </span>
      )}
    </>
  );
}
