// Runs in the browser, before GraphiQL's own script: starts GraphiQL when that is there.
'use strict';

{
  const { options, workers } = JSON.parse(document.querySelector('#settings').textContent);

  self.MonacoEnvironment = {
    // Puts Monaco, the editor, at `monaco`.
    globalAPI: true,
    getWorkerUrl: (_module, label) => workers[label],
  };

  addEventListener('DOMContentLoaded', () => {
    acceptAnyScalar(self.monaco.languages.json.jsonDefaults);
    self.YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), options);
  });

  /**
   * GraphiQL checks variables by a JSON Schema in which a scalar that GraphQL does not bring is a text, a number or a
   * boolean. An object of the type JSON would be underlined as wrong, so nothing is said of such scalars.
   */
  function acceptAnyScalar(jsonDefaults) {
    const setDiagnosticsOptions = jsonDefaults.setDiagnosticsOptions.bind(jsonDefaults);
    jsonDefaults.setDiagnosticsOptions = ({ schemas = [], ...others }) =>
      setDiagnosticsOptions({ ...others, schemas: schemas.map(withAnyScalar) });
  }

  function withAnyScalar(node) {
    if (Array.isArray(node)) return node.map(withAnyScalar);
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).filter(([key, value]) => !(key === 'type' && isAnyScalar(value)));
    return Object.fromEntries(entries.map(([key, value]) => [key, withAnyScalar(value)]));
  }

  function isAnyScalar(types) {
    return Array.isArray(types) && ['string', 'number', 'boolean', 'integer'].every((type) => types.includes(type));
  }
}
