/** One category of the disclosure catalogue as it is first set up; the office maintains the tree afterwards. */
export interface CategorySeed {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  /** The clause that asks for it. */
  readonly clause: string;
  /** The items of R-20 that belong here. */
  readonly items: readonly string[];
}

const CONTENT = 'statutory-content';
const item = (n: number, name: string, ...items: readonly number[]): CategorySeed => ({ id: `content-${n}`, parentId: CONTENT, name, clause: `A1-6-${n}`, items: items.map((i) => `R-20-${i}`) });

/**
 * The disclosure section (政府信息公开专栏) in its four fixed parts (CAT-01), in order, and the twelve items of A1-6 as the leaves of the
 * third, each with the items of R-20 that it takes in; between them they take in all fifteen.
 */
export const catalogueSeed: readonly CategorySeed[] = [
  { id: 'guide', parentId: null, name: '政府信息公开指南', clause: 'R-12', items: [] },
  { id: 'rules', parentId: null, name: '政府信息公开制度', clause: 'R-4', items: [] },
  { id: CONTENT, parentId: null, name: '法定主动公开内容', clause: 'A1-6', items: [] },
  { id: 'annual-reports', parentId: null, name: '政府信息公开年报', clause: 'R-50', items: [] },
  item(1, '行政法规、规章和规范性文件', 1),
  item(2, '机关职能、机构设置和联系方式', 2),
  item(3, '专项规划及相关政策', 3),
  item(4, '行政许可和其他对外管理服务事项', 5),
  item(5, '行政处罚和行政强制', 6),
  item(6, '财政预算、决算信息', 7),
  item(7, '行政事业性收费', 8),
  item(8, '政府集中采购项目实施情况', 9),
  item(9, '重大建设项目实施情况', 10),
  item(10, '突发事件应对和安全生产监督检查', 12, 13),
  item(11, '公务员招考', 14),
  item(12, '其他应当主动公开的信息', 4, 11, 15),
];
