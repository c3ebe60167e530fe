import { member, toText } from '../wire/coerce.ts';
import { json, notFound, Refusal } from '../wire/reply.ts';
import { propertyShape } from '../world/shapes.ts';
import type { Installed, Property, World } from '../world/world.ts';
import { sorted } from './paging.ts';
import { accountRoute, installedOf, type Route } from './route.ts';

/** Properties of an account connector. Any name may be given here, unlike on installing. */
export const propertyRoutes: readonly Route[] = [
  accountRoute('GET', 'account/connectors/:id/properties', (exchanging) => {
    const installed = installedOf(exchanging);
    return json(
      sorted(
        installed.properties.map((one) => propertyShape(one, installed)),
        exchanging.ask,
      ),
    );
  }),
  accountRoute('POST', 'account/connectors/:id/properties', (exchanging) => {
    const installed = installedOf(exchanging);
    const body = exchanging.ask.body();
    const name = toText(member(body, 'Name'));
    if (name === undefined || name === '') throw new Refusal(400, 'Name is required');
    const property = setProperty(exchanging.world, installed, name, toText(member(body, 'Value')) ?? null);
    return json(propertyShape(property, installed));
  }),
  accountRoute('GET PUT DELETE', 'account/connectors/:id/properties/:property', (exchanging) => {
    const installed = installedOf(exchanging);
    const index = installed.properties.findIndex(({ id }) => String(id) === exchanging.path['property']);
    const property = installed.properties[index];
    if (property === undefined) throw notFound('The property');
    if (exchanging.ask.method === 'PUT') {
      const body = exchanging.ask.body();
      property.name = toText(member(body, 'Name')) || property.name;
      const value = member(body, 'Value');
      if (value !== undefined) property.value = toText(value) ?? null;
    }
    if (exchanging.ask.method === 'DELETE') installed.properties.splice(index, 1);
    return json(propertyShape(property, installed));
  }),
];

/** Changes the property of that name, or adds one. */
export function setProperty(world: World, installed: Installed, name: string, value: string | null): Property {
  const known = installed.properties.find((property) => property.name === name);
  if (known !== undefined) {
    known.value = value;
    return known;
  }
  const property = { id: world.numbers.next('properties'), name, value };
  installed.properties.push(property);
  return property;
}
