#!/usr/bin/env node
// The program from its sources, without a build: Node.js strips the types.
import { main } from '../src/cli/main.ts';

process.exitCode = await main(process.argv.slice(2), `${import.meta.dirname}/..`);
