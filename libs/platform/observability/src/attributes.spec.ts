import { allowed, isSpanName } from './attributes.ts';
import { statementName } from './statement-name.ts';

describe('what telemetry may say', () => {
  it('is what the list knows, in the form that it has there', () => {
    const fits = {
      'disclosure.request_id': '0b6f4c52-4a52-4c2e-9d3b-2f6c1f1f9a77', 'disclosure.context': 'requests', 'disclosure.action': 'extendReplyPeriod', 'disclosure.outcome': 'NOT_FOUND',
      'disclosure.code': 'TOO_LATE', 'db.query.summary': 'SELECT requests.event', 'error.type': 'TypeError', 'http.response.status_code': 200,
    };
    expect(allowed(fits)).toEqual(fits);
  });

  it.each([
    ['a name', { 'disclosure.action': '张三' }], ['an identity number', { 'disclosure.code': '220102199001011234' }], ['a sentence', { 'disclosure.outcome': 'REFUSED because of 13800138000' }],
    ['a value in a statement', { 'db.query.summary': "SELECT requests.sealed WHERE name = 'x'" }], ['a whole statement', { 'db.query.text': 'SELECT 1' }], ['a query of the graph', { 'graphql.document': '{ me }' }],
    ['an id of a record', { 'disclosure.stream_id': '0b6f4c52-4a52-4c2e-9d3b-2f6c1f1f9a77' }], ['an actor', { 'enduser.id': 'p-handler' }], ['an address', { 'client.address': '10.0.0.1' }],
    ['a text for a number', { 'http.response.status_code': '张三' }], ['what an object inherits', JSON.parse('{"__proto__": "x", "constructor": "y"}') as object],
  ])('is never %s', (_what, attributes) => {
    expect(allowed(attributes as Record<string, unknown>)).toEqual({});
  });

  it('names spans by a list, too', () => {
    expect(['graph.request', 'subgraph.fetch', 'command', 'sql', 'gateway.plan'].every(isSpanName)).toBe(true);
    expect(['张三', 'graph.request 张三', 'query { me }', 'sql.x'].some(isSpanName)).toBe(false);
  });
});

describe('a statement’s name', () => {
  it.each([
    ['SELECT head FROM requests.stream WHERE id = $1 FOR UPDATE', 'SELECT requests.stream'],
    ['INSERT INTO requests.free_text (body) VALUES ($1)', 'INSERT requests.free_text'],
    ['UPDATE "review"."case" SET x = 1', 'UPDATE review.case'],
    ['DELETE FROM requests.timer WHERE key = $1', 'DELETE requests.timer'],
    ['WITH hit AS MATERIALIZED (SELECT 1 FROM publication.search s) SELECT * FROM hit', 'WITH publication.search'],
    ["SELECT set_config('disclosure.viewer', $1, true)", 'SELECT'],
    ["SELECT '张三' -- from secret.place\n FROM gate.content", 'SELECT gate.content'],
    ['BEGIN READ ONLY', 'BEGIN'],
    ['', 'OTHER'],
  ])('%s', (sql, name) => {
    expect(statementName(sql)).toBe(name);
    expect(allowed({ 'db.query.summary': name })).toEqual({ 'db.query.summary': name });
  });
});
