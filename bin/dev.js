#!/usr/bin/env node
// The program from its sources, without a build: Node.js 26 strips the types.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { main } from '../src/cli/main.ts';

const root = dirname(import.meta.dirname);
const pjson = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
Object.assign(pjson.oclif, { commands: './src/commands', helpClass: './src/cli/help.ts' });

process.exitCode = await main(process.argv.slice(2), { root, pjson, ignoreManifest: true });
