// Compiles every source that may run into the cache of tools/register.mjs. Run where the image is built, at the path where it will run.
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { compile } from '../tools/register.mjs';

const NOT_RUN = /\.(?:spec|int-spec|e2e-spec|fixture|builder)\.ts$|\.d\.ts$|\/node_modules\//;
const sources = globSync(['apps/**/*.ts', 'libs/**/*.ts', 'tools/{backup,keys}/*.ts'], { exclude: (path) => path.endsWith('node_modules') }).filter((path) => !NOT_RUN.test(path));
for (const path of sources) compile(resolve(path));
console.log(`${sources.length} sources compiled`);
