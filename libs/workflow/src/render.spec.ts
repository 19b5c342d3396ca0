import { renderWorkflow } from './render.ts';
import { permits } from './testing/permit.workflow.ts';

describe('renderWorkflow', () => {
  it('writes every row and every position: read it once, then a change shows', () => {
    const text = renderWorkflow(permits);
    expect(text).toMatchSnapshot();
    for (const table of permits.tables) {
      for (const name of Object.keys(table.actions)) expect(text).toContain(`\`${name}\``);
      for (const [position, { terminal }] of Object.entries(table.positions)) {
        expect(text).toContain(`  ${position}: `);
        expect(text.includes(`  ${position} --> [*]`)).toBe(terminal === true);
      }
    }
    expect(text).toContain('[*] --> DRAFT: draftPermit');
    expect(text).toContain('neverTwice(permit)');
  });
});
