export { ApiProblem, type Client, type ClientOptions, createClient } from './client.ts';
