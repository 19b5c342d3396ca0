import { pick, random } from './random.ts';

/** Characters that names of enterprises are made of: two of them rarely meet elsewhere, so a name finds its own documents. */
const NAME_CHARACTERS = [...'瑞恒鑫泰旭晟昊翔腾驰骏凯宏博远卓越嘉禾沃森林溪泉岭峰岳川河湖海滨江浦津渡桥港湾岛屿洲原野田园庄村镇城邦国华夏春秋冬梅兰竹菊松柏桐桦杨柳枫榆楠檀桂棠梨桃杏枣莲荷萍蓉芳芝菱薇蕾蔚蓝紫青翠碧丹朱赤橙黄金银铜铁铂钢锋锐利钧铭鉴镜钟鼎盛昌隆兴旺茂荣辉煌耀灿烁炫炎焱熙照晖晴朗昱景晨曦暮岚雾霖露霜雪冰凌寒暖煦阳曜星辰宇宙穹苍天地乾坤'];
const TOPICS = ['节能改造', '技术改造', '绿色工厂', '两化融合', '智能制造', '专精特新', '产业集群', '工业互联网', '清洁生产', '首台套', '信息消费', '数据安全', '民用爆炸物品', '无线电管理', '盐业管理', '稀土开采', '新能源汽车', '食品工业', '医药产业', '应急物资'];
const VERBS = ['公布', '下达', '组织申报', '推荐', '核准', '调整', '撤销', '印发', '批复', '公示'];
const KINDS = ['的通知', '的公告', '的批复', '的意见', '名单的公示', '工作方案的通知', '实施细则的通知', '结果的通报'];
const SENTENCES = [
  '各市(州)工业和信息化局,长白山管委会经济发展局,各有关单位:', '为贯彻落实省委、省政府关于推动制造业高质量发展的决策部署,', '根据有关管理办法的规定,经企业申报、市州推荐、专家评审、现场核查和社会公示,', '现将有关事项通知如下。',
  '一、提高思想认识,加强组织领导。', '二、明确工作目标,压实主体责任。', '三、严格资金管理,提高使用绩效。', '四、强化监督检查,确保工作实效。', '请各地结合实际认真组织实施,', '及时总结经验做法,', '重大问题随时报告。',
  '项目承担单位应当按照批复的建设内容、建设期限和投资规模组织实施,', '不得擅自变更建设地点和主要技术路线;', '确需调整的,应当按程序报原批准机关同意。', '项目建成后三十日内提出竣工验收申请,', '并提交财务决算、环境保护、安全生产和消防等方面的证明材料。',
  '对弄虚作假、骗取资金的,依法追究责任,', '并记入社会信用档案。', '公示期间,任何单位和个人对公示内容有异议的,', '可以书面形式向我厅提出,', '并注明真实姓名和联系方式。', '本通知自印发之日起施行,有效期五年。', '此前有关规定与本通知不一致的,以本通知为准。',
  '附件所列企业应当于每年一月底前报送上一年度运行情况,', '由所在地主管部门汇总后报我厅备案。', '联系人和联系电话见附件。', '特此通知。',
];

export const DIVISIONS = ['d-planning', 'd-energy', 'd-software', 'd-equipment', 'd-general', 'd-legal', 'd-sme'] as const;
/** How many disclosures speak of one enterprise, whatever the size: what a search finds does not grow with the archive. */
export const FOUND_BY_A_NAME = 100;

/** The name of an enterprise: four characters, its own for each number. */
export function enterprise(number: number): string {
  const next = random(0x5eed + number);
  return Array.from({ length: 4 }, () => pick(next, NAME_CHARACTERS)).join('');
}

export interface Texts { readonly title: string; readonly summary: string; readonly body: string; readonly keywords: readonly string[]; readonly documentNumber: string | null }

/** Title, summary and body of one disclosure: about so many characters of text. */
export function textsOf(index: number, total: number, year: number, bodyLength: number): Texts {
  const next = random(index * 2_654_435_761);
  const name = enterprise(index % Math.max(1, Math.floor(total / FOUND_BY_A_NAME)));
  const topic = pick(next, TOPICS);
  const title = `关于${pick(next, VERBS)}${name}有限公司${year}年度${topic}项目${pick(next, KINDS)}`;
  let body = '';
  while (body.length < bodyLength) body += pick(next, SENTENCES);
  const summary = `${topic}项目:${pick(next, SENTENCES)}${bodyLength > 300 ? pick(next, SENTENCES) : ''}`;
  return { title, summary, body, keywords: [topic, pick(next, TOPICS)].filter((word, at, all) => all.indexOf(word) === at), documentNumber: next() < 0.6 ? `吉工信${pick(next, ['规划', '节能', '软件', '装备', '综合'])}〔${year}〕${1 + Math.floor(next() * 900)}号` : null };
}
