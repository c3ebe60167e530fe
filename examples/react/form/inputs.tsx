import type { Json } from '../json.ts';
import { Problems } from './problems.tsx';
import { useShownForm } from './form.ts';
import type { Input } from './input.ts';
import { LabelText } from './label-text.tsx';
import { Leaf } from './leaf.tsx';
import { type Path, valueAt } from './path.ts';

interface InputProps {
  readonly input: Input;
  readonly path: Path;
}

/** Any input: one control, or a group or list of more. */
export function AnyInput({ input, path }: InputProps) {
  switch (input.shape.kind) {
    case 'group': {
      const [only, ...others] = input.shape.inputs;
      // A place of the body that leads to one input is no group to people: `CustomerRef.value` is a customer.
      if (only !== undefined && others.length === 0 && input.description === undefined) {
        return (
          <>
            <Problems path={path} />
            <AnyInput input={only} path={[...path, only.key]} />
          </>
        );
      }
      return (
        <fieldset className="group">
          <legend>
            <LabelText input={input} />
          </legend>
          {input.description !== undefined && <p className="hint">{input.description}</p>}
          <Problems path={path} />
          <Inputs inputs={input.shape.inputs} path={path} />
        </fieldset>
      );
    }
    case 'list':
      return <List input={input} path={path} item={input.shape.item} most={input.shape.most} />;
    default:
      return <Leaf input={input} path={path} />;
  }
}

export function Inputs({ inputs, path }: { readonly inputs: readonly Input[]; readonly path: Path }) {
  return inputs.map((input) => <AnyInput key={input.key} input={input} path={[...path, input.key]} />);
}

function List({ input, path, item, most }: InputProps & { readonly item: Input; readonly most: number }) {
  const form = useShownForm();
  const given = valueAt(form.draft, path);
  const rows = Array.isArray(given) ? (given as readonly Json[]) : [];
  // A list that takes one row is a group to people.
  const shown = Math.max(rows.length, 1);
  const blank: Json = item.shape.kind === 'group' ? {} : '';

  return (
    <fieldset className="group">
      <legend>
        <LabelText input={input} />
      </legend>
      {input.description !== undefined && <p className="hint">{input.description}</p>}
      <Problems path={path} />
      {Array.from({ length: shown }, (_, row) => (
        <div key={row} className="list-row">
          {item.shape.kind === 'group' ? (
            <div className="list-group">
              <Problems path={[...path, row]} />
              <Inputs inputs={item.shape.inputs} path={[...path, row]} />
            </div>
          ) : (
            <AnyInput input={{ ...item, label: `${input.label} ${row + 1}` }} path={[...path, row]} />
          )}
          {rows.length > 1 && (
            <button
              type="button"
              className="button button-small"
              aria-label={`Remove ${input.label} ${row + 1}`}
              onClick={() => form.change([...path, row], undefined)}
            >
              Remove
            </button>
          )}
        </div>
      ))}
      {shown < most && (
        <button
          type="button"
          className="button button-small"
          onClick={() => form.change(path, [...(rows.length === 0 ? [blank] : rows), blank])}
        >
          Add another
        </button>
      )}
    </fieldset>
  );
}
