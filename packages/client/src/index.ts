export { ApiProblem, type Client, type ClientOptions, createClient } from './client.ts';
export { type LostActs, rememberLostActs } from './lost-acts.ts';
