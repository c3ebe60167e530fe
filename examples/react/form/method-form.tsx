import { useState } from 'react';
import { isObject, type Json, parseExactly } from '../json.ts';
import { Segments } from '../parts/segments.tsx';
import { useShownForm } from './form.ts';
import type { Input } from './input.ts';
import { AnyInput, Inputs } from './inputs.tsx';
import { Problems } from './problems.tsx';
import { toSend } from './to-send.ts';

const ways = { form: 'Form', json: 'JSON' } as const;

/** The inputs of a method: a form made from its schema, or the same as JSON. */
export function MethodForm({ root }: { readonly root: Input }) {
  const [way, setWay] = useState<keyof typeof ways>('form');
  const sections = root.shape.kind === 'group' ? root.shape.inputs : [];
  const filled = sections.filter(({ shape }) => shape.kind !== 'group' || shape.inputs.length > 0);

  return (
    <>
      <header className="panel-head">
        <div>
          <h2>Inputs</h2>
          <p className="quiet">Made from its JSON Schema.</p>
        </div>
        <Segments label="Fill in as" options={ways} value={way} onChange={setWay} />
      </header>
      <Problems path={[]} />
      {way === 'json' ? (
        <JsonInputs root={root} />
      ) : filled.length === 0 ? (
        <p className="empty">It takes no inputs.</p>
      ) : (
        filled.map((section) =>
          section.shape.kind === 'group' ? (
            <section key={section.key} className="inputs" aria-label={section.label}>
              <h3 className="list-title">{section.label}</h3>
              <Problems path={[section.key]} />
              <Inputs inputs={section.shape.inputs} path={[section.key]} />
            </section>
          ) : (
            <AnyInput key={section.key} input={section} path={[section.key]} />
          ),
        )
      )}
    </>
  );
}

/** Whatever is typed is tried: what is wrong with it is for the gateway to say. */
function JsonInputs({ root }: { readonly root: Input }) {
  const form = useShownForm();
  const sent = toSend(root, form.draft) ?? {};
  const [text, setText] = useState(() => JSON.stringify(sent, null, 2));
  const [problem, setProblem] = useState<string>();
  // A suggestion that is followed changes what stands here.
  const [known, setKnown] = useState<Json | undefined>(form.draft);
  if (known !== form.draft) {
    setKnown(form.draft);
    setText(JSON.stringify(sent, null, 2));
  }

  const change = (typed: string) => {
    setText(typed);
    try {
      const value = parseExactly(typed);
      if (!isObject(value)) throw new SyntaxError('It must be an object with "parameters" and "fields".');
      setProblem(undefined);
      setKnown(value);
      form.change([], value);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };

  return (
    <div className="field">
      <label htmlFor="inputs-json">Parameters and fields, by name</label>
      <textarea
        id="inputs-json"
        rows={9}
        spellCheck={false}
        value={text}
        onChange={({ target }) => change(target.value)}
        aria-invalid={problem !== undefined}
        aria-describedby="inputs-json-problem"
      />
      <p className="problems" id="inputs-json-problem" role="status">
        {problem}
      </p>
      {['parameters', 'fields'].map((key) => (
        <Problems key={key} path={[key]} />
      ))}
    </div>
  );
}
