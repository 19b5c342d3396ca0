import { teardown } from './jest-postgres.mjs';

export default teardown;
