#!/usr/bin/env node
// The command line. Builds the server (and, to serve, the web) when their sources have changed, then runs it.
import { buildServer, buildWeb } from '../tools/build.mjs';

const command = process.argv[2];
const entry = await buildServer();
if (command === 'serve' || command === undefined) await buildWeb();
const { main } = await import(entry);
await main(process.argv.slice(2));
