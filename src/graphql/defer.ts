import { DirectiveLocation, GraphQLBoolean, GraphQLDirective, GraphQLNonNull, GraphQLString } from 'graphql';

/** The directive `@defer`. It is in the schema so that tools of clients know it. */
export const deferDirective: GraphQLDirective = new GraphQLDirective({
  name: 'defer',
  description: 'Answers this part later, when it is there: slow calls hold up nothing that is quick.',
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: {
    if: { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: true, description: 'False: it is answered at once.' },
    label: { type: GraphQLString, description: 'Names the part in the answer; unique in the document.' },
  },
});
