/**
 * Makes every GraphQL error of ours. It is Yoga's own function, because a program can load the package `graphql` twice;
 * Yoga would not recognise an error that was made with the other copy, and would mask it.
 */
export { createGraphQLError } from 'graphql-yoga';
