import { GraphQLError } from 'graphql';
import { createLog, faultOf } from './log.ts';

const SECRETS = ['张三', '李四', '220102199001011234', '22010219900101123X', '13800138000', 'zhang.san@example.cn', 'secret-remark', '吉林省长春市人民大街1号'];

/** One line, as it would be written. */
function line(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog('trace', { write: (piece: string) => void (text += piece) }));
  return text;
}

/** As the driver throws it, with a row in it. */
const driverError = Object.assign(new Error('duplicate key value violates unique constraint "sealed_name"'), {
  name: 'error', code: '23505', detail: 'Key (name, id)=(张三, 220102199001011234) already exists.', schema: 'requests', table: 'sealed', constraint: 'sealed_name', where: "unnamed portal with parameters: $1 = '李四'", parameters: ['13800138000'],
});
/** As the ORM throws it: the statement with its values. */
const ormError = Object.assign(new Error("insert into \"requests\".\"free_text\" (\"body\") values ('张三 220102199001011234 secret-remark') - value too long"), { name: 'DriverException', cause: driverError, query: '…', params: ['李四'] });

describe('a log line', () => {
  it.each([
    ['of the driver', driverError],
    ['of the ORM', ormError],
    ['inside the graph’s own', new GraphQLError('张三 has no case', { originalError: ormError })],
    ['of many', new AggregateError([driverError, new Error('no answer from zhang.san@example.cn')], '吉林省长春市人民大街1号')],
    ['of JSON', (() => { try { return JSON.parse('张三 secret-remark') as unknown; } catch (error) { return error; } })()],
    ['of our own carelessness', new Error("case of '李四', telephone 13800138000, identity 22010219900101123X")],
    ['that is no error', { name: '张三', id: '220102199001011234' }],
    ['that is a text', '张三'],
  ])('holds nothing that a fault quotes: %s', (_what, error) => {
    const written = line((log) => {
      log.error({ requestId: 'r-1', fault: faultOf(error) }, 'request fault');
      log.error({ err: error }, 'request fault');
      if (error instanceof Error) log.error(error);
      if (error instanceof Error) log.error({ where: `timer of ${error.message}` }, `failed: ${error.message}`);
    });
    for (const secret of SECRETS) expect(written).not.toContain(secret);
    expect(written).not.toMatch(/[\p{Script=Han}]/u);
  });

  it('still says what it is, where, and which request', () => {
    const entry = JSON.parse(line((log) => log.child({ process: 'worker' }).error({ requestId: 'r-1', fault: faultOf(ormError) }, 'request fault'))) as Record<string, never>;
    expect(entry).toMatchObject({ level: 50, process: 'worker', requestId: 'r-1', msg: 'request fault', fault: { type: 'DriverException', message: 'database error', causes: [{ code: '23505', place: 'requests.sealed.sealed_name' }] } });
    expect(faultOf(ormError).stack).toContain('log.spec.ts');
  });

  it('keeps the program’s own words: names of properties, ids of records, codes of refusals', () => {
    expect(faultOf(new TypeError("Cannot read properties of undefined (reading 'streamId')")).message).toBe('Cannot read properties of undefined (reading streamId)');
    const id = '0b6f4c52-4a52-4c2e-9d3b-2f6c1f1f9a77';
    expect(faultOf(new Error(`no shell for requests.request ${id}`)).message).toBe(`no shell for requests.request ${id}`);
    expect(faultOf({ kind: 'REFUSED', refusals: [{ code: 'TOO_LATE', message: '张三的期限已过。' }] })).toEqual({ type: 'Outcome', message: 'REFUSED', code: 'TOO_LATE' });
  });
});
