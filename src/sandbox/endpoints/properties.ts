import { member, toText } from '../wire/coerce.ts';
import { json, notFound, Refusal } from '../wire/reply.ts';
import { propertyShape } from '../world/account-shapes.ts';
import type { Installed, Property, World } from '../world/world.ts';
import { sorted } from './paging.ts';
import { accountRoute, installedOf, type Route } from './route.ts';

/** Properties of an account connector. Any name may be given here, unlike on installing. */
export const propertyRoutes: readonly Route[] = [
  accountRoute('GET', 'account/connectors/:id/properties', (context) => {
    const installed = installedOf(context);
    return json(
      sorted(
        installed.properties.map((one) => propertyShape(one, installed)),
        context.request,
      ),
    );
  }),
  accountRoute('POST', 'account/connectors/:id/properties', (context) => {
    const installed = installedOf(context);
    const body = context.request.body();
    const name = toText(member(body, 'Name'));
    if (name === undefined || name === '') throw new Refusal(400, 'Name is required');
    const property = setProperty(context.world, installed, name, toText(member(body, 'Value')) ?? null);
    return json(propertyShape(property, installed));
  }),
  accountRoute('GET PUT DELETE', 'account/connectors/:id/properties/:property', (context) => {
    const installed = installedOf(context);
    const index = installed.properties.findIndex(({ id }) => String(id) === context.path['property']);
    const property = installed.properties[index];
    if (property === undefined) throw notFound('The property');
    if (context.request.method === 'PUT') {
      const body = context.request.body();
      property.name = toText(member(body, 'Name')) || property.name;
      const value = member(body, 'Value');
      if (value !== undefined) property.value = toText(value) ?? null;
    }
    if (context.request.method === 'DELETE') installed.properties.splice(index, 1);
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
