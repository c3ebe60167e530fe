import { type ReactNode, useState } from 'react';
import type { Json } from '../json.ts';
import { Segments } from '../parts/segments.tsx';
import type { Choice } from './choices.ts';
import { useShownForm } from './form.ts';
import type { Input } from './input.ts';
import { type Path, textOf, valueAt } from './path.ts';
import { problemsAt } from './problem.ts';
import { Problems, problemsId } from './problems.tsx';

/** An input of one value: its label, its control, what it is for, and what is wrong with it. */
export function Leaf({ input, path }: { readonly input: Input; readonly path: Path }) {
  const { form, choices } = useShownForm();
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
        choices={choices.of(path)}
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

function Label({ input: { label, required, shape }, of }: { readonly input: Input; readonly of: string }) {
  const text = (
    <>
      {label}
      {required && (
        <span className="required" aria-hidden="true">
          required
        </span>
      )}
    </>
  );
  // A group of buttons says its own label: a click on this one must not press the first of them.
  return shape.kind === 'yes-or-no' ? <span className="label">{text}</span> : <label htmlFor={of}>{text}</label>;
}

interface ControlProps {
  readonly id: string;
  readonly input: Input;
  readonly value: Json | undefined;
  readonly choices: readonly Choice[] | undefined;
  readonly onChange: (value: Json | undefined) => void;
  readonly described: {
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean;
    readonly 'aria-required': boolean;
  };
}

function Control(props: ControlProps) {
  const { shape } = props.input;
  if (shape.kind === 'choice') {
    const own = shape.values.map((value) => ({ name: null, value: String(value) }));
    return <Select {...props} choices={own} />;
  }
  if (shape.kind === 'yes-or-no') return <YesOrNo {...props} />;
  const isSecret = shape.kind === 'text' && shape.secret;
  return props.choices !== undefined && props.choices.length > 0 && !isSecret ? (
    <ChoiceOrText {...props} choices={props.choices} />
  ) : (
    <TextInput {...props} />
  );
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
  choices = [],
  onChange,
  described,
  more,
}: ControlProps & { readonly more?: ReactNode }) {
  const text = textIn(value);
  const isListed = text === '' || choices.some((choice) => choice.value === text);
  return (
    <select id={id} value={text} onChange={({ target }) => onChange(target.value)} {...described}>
      <option value="">{input.required ? 'Choose…' : 'Not set'}</option>
      {choices.map(({ name, value: one }) => (
        <option key={one} value={one}>
          {name === null || name === one ? one : `${name} (${one})`}
        </option>
      ))}
      {!isListed && <option value={text}>{text}</option>}
      {more}
    </select>
  );
}

/** Choices of the third-party app; what it has not listed can be typed. */
function ChoiceOrText(props: ControlProps) {
  const [isTyped, setTyped] = useState(false);
  if (isTyped) return <TextInput {...props} />;
  return (
    <Select
      {...props}
      onChange={(value) => {
        setTyped(value === another);
        props.onChange(value === another ? '' : value);
      }}
      more={<option value={another}>Another value…</option>}
    />
  );
}

/** No value of a third-party app. */
const another = '\u0000another';

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
    />
  );
}
