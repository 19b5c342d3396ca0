// Gives every package the target `test`: jest over its folder (`nx test requests-domain`). One jest configuration serves them all.
import { dirname } from 'node:path';

const target = (folder) => ({
  executor: 'nx:run-commands',
  options: { cwd: '{workspaceRoot}', command: `npm run -s jest -- ${folder}/` },
  cache: false, // a database is started; an answer from yesterday proves nothing
});

export const createNodesV2 = [
  '{libs,apps,tools}/**/package.json',
  (files) => files.map((file) => [file, { projects: { [dirname(file)]: { targets: { test: target(dirname(file)) } } } }]),
];
