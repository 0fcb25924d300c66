export { ApiProblem, type Client, type ClientOptions, createClient } from './client.ts';
export { type OpenActs, rememberOpenActs } from './open-acts.ts';
