import type { Json } from '../json.ts';
import { Segments } from '../parts/segments.tsx';
import { useShownForm } from './form.ts';
import type { Choice, Input } from './input.ts';
import { LabelText } from './label-text.tsx';
import { type Path, textOf, valueAt } from './path.ts';
import { problemsAt } from './problem.ts';
import { Problems, problemsId } from './problems.tsx';

/** An input of one value: its label, its control, what it is for, and what is wrong with it. */
export function Leaf({ input, path }: { readonly input: Input; readonly path: Path }) {
  const form = useShownForm();
  const id = `input-${textOf(path)}`;
  const hintId = `hint-${textOf(path)}`;
  const invalid = problemsAt(form.problems, path).length > 0;
  const describedBy = [input.description !== undefined && hintId, invalid && problemsId(path)]
    .filter(Boolean)
    .join(' ');

  return (
    <div className="field">
      <div className="field-head">
        <Label input={input} of={id} />
        <code className="field-key">
          {path
            .slice(1)
            .filter((step) => typeof step === 'string')
            .join('.')}
        </code>
      </div>
      <Control
        id={id}
        input={input}
        value={valueAt(form.draft, path)}
        onChange={(value) => form.change(path, value)}
        described={{
          'aria-describedby': describedBy === '' ? undefined : describedBy,
          'aria-invalid': invalid,
          'aria-required': input.required,
        }}
      />
      {input.description !== undefined && (
        <p className="hint" id={hintId}>
          {input.description}
        </p>
      )}
      <Problems path={path} />
    </div>
  );
}

function Label({ input, of }: { readonly input: Input; readonly of: string }) {
  const text = <LabelText input={input} isSaid />;
  // A group of buttons says its own label: a click on this one must not press the first of them.
  return input.shape.kind === 'yes-or-no' ? <span className="label">{text}</span> : <label htmlFor={of}>{text}</label>;
}

interface ControlProps {
  readonly id: string;
  readonly input: Input;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly described: {
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean;
    readonly 'aria-required': boolean;
  };
}

function Control(props: ControlProps) {
  const { shape } = props.input;
  switch (shape.kind) {
    case 'choice':
      return <Select {...props} choices={shape.choices} />;
    case 'yes-or-no':
      return <YesOrNo {...props} />;
    default:
      return <TextInput {...props} />;
  }
}

function TextInput({ id, input: { shape }, value, onChange, described }: ControlProps) {
  const secret = shape.kind === 'text' && shape.secret;
  return (
    <input
      id={id}
      type={secret ? 'password' : (inputTypes[(shape.kind === 'text' && shape.format) || ''] ?? 'text')}
      // Not of type "number": that one hides what is typed but is no number, and rounds what is long.
      inputMode={shape.kind === 'number' ? 'decimal' : undefined}
      autoComplete={secret ? 'new-password' : 'off'}
      spellCheck={false}
      value={textIn(value)}
      onChange={({ target }) => onChange(target.value)}
      {...described}
    />
  );
}

/** Dates stay texts: every application has a format of its own. */
const inputTypes: Readonly<Record<string, string>> = {
  email: 'email',
  uri: 'url',
  url: 'url',
  date: 'date',
  time: 'time',
};

function textIn(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function Select({
  id,
  input,
  value,
  choices,
  onChange,
  described,
}: ControlProps & { readonly choices: readonly Choice[] }) {
  const text = textIn(value);
  const isListed = text === '' || choices.some((choice) => String(choice.value) === text);
  return (
    <select id={id} value={text} onChange={({ target }) => onChange(target.value)} {...described}>
      <option value="">{input.required ? 'Choose…' : 'Not set'}</option>
      {choices.map(({ name, value: one }) => (
        <option key={String(one)} value={String(one)}>
          {name === String(one) ? name : `${name} (${one})`}
        </option>
      ))}
      {!isListed && <option value={text}>{text}</option>}
    </select>
  );
}

const yesOrNo: Readonly<Record<string, string>> = { true: 'Yes', false: 'No' };

function YesOrNo({ input, value, onChange, described }: ControlProps) {
  return (
    <Segments
      label={input.label}
      options={input.required ? yesOrNo : { '': 'Not set', ...yesOrNo }}
      value={textIn(value).toLowerCase()}
      onChange={(text) => onChange(text === '' ? undefined : text === 'true')}
      describedBy={described['aria-describedby']}
      invalid={described['aria-invalid']}
      required={input.required}
    />
  );
}
