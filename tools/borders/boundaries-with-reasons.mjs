// Nx knows which arrow an import goes against, but says only its tags. This says the reason too.
import nx from '@nx/eslint-plugin';

const rule = nx.rules['enforce-module-boundaries'];
const messages = Object.fromEntries(Object.entries(rule.meta.messages).map(([id, message]) => [id, `${message}{{because}}`]));

/**
 * `@nx/enforce-module-boundaries` with one more field in each constraint, `because`, which ends the message of whatever the
 * constraint refuses. An import against an arrow often closes a circle too, and Nx then reports the circle alone: the reason of the
 * arrow is said all the same.
 */
export const boundariesWithReasons = (graph) => ({
  meta: { ...rule.meta, messages, schema: [{ type: 'object' }] },
  create(context) {
    const { depConstraints, ...options } = context.options[0];
    const plain = { ...options, depConstraints: depConstraints.map(({ because: _because, ...constraint }) => constraint) };
    const report = ({ data = {}, ...rest }) => {
      const broken = 'targetProjectName' in data
        ? brokenArrow(depConstraints, tagsOf(graph, data.sourceProjectName), tagsOf(graph, data.targetProjectName))
        : depConstraints.find(({ sourceTag }) => sourceTag === data.sourceTag);
      context.report({ ...rest, data: { ...data, because: broken === undefined ? '' : `. ${broken.because}` } });
    };
    return rule.create(Object.create(context, { options: { value: [plain] }, report: { value: report } }));
  },
});

const tagsOf = (graph, name) => graph.nodes[name]?.data.tags ?? [];

const brokenArrow = (constraints, from, to) =>
  constraints.find(({ sourceTag, onlyDependOnLibsWithTags: allowed }) => from.includes(sourceTag) && !to.some((tag) => allowed.includes(tag)));
