// Takes out of package.json what only builds and tests, the tools' own packages included, so that `npm ci` leaves it out of the image.
// The lock stays as it is: what remains is installed by it.
import { readFileSync, writeFileSync } from 'node:fs';

const { devDependencies: _leftOut, workspaces, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync('package.json', `${JSON.stringify({ ...manifest, workspaces: workspaces.filter((folder) => folder !== 'tools') }, null, 2)}\n`);
