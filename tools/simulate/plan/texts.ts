import type { Random } from './random.ts';

const PLACES = ['长春新区', '吉林高新区', '四平经开区', '辽源示范区', '通化医药园', '白山矿区', '松原油区', '白城风电基地', '延边口岸', '梅河口工业园', '公主岭园区', '敦化林区', '珲春合作区', '榆树粮区', '磐石冶金园', '桦甸油页岩区'];
const SUBJECTS = ['技术改造补助', '绿色工厂认定', '节水型企业评审', '首台套装备奖励', '工业互联网试点', '软件企业年审', '淘汰落后产能', '中小企业融资担保', '电力直接交易', '智能制造示范', '工业固废综合利用', '产业集群培育', '企业技术中心评价', '两化融合贯标', '民爆行业检查', '清洁生产审核', '盐业专营许可', '新能源汽车推广', '专精特新培育', '工业稳增长调度'];
const THINGS = ['资金分配明细', '专家评审意见', '验收结论', '项目批复', '会议纪要', '检查记录', '企业名单', '政策依据', '绩效评价报告', '申报材料目录', '招标情况', '合同履行情况', '整改台账', '统计月报', '公示记录', '监测数据'];
const YEARS = ['2019年', '2020年', '2021年', '2022年', '2023年', '2024年', '2025年'];

/** The name of what is asked for; out of thirty-five thousand, so that two are alike by chance only. */
export const inventedTitle = (random: Random): string => `${random.pick(YEARS)}${random.pick(PLACES)}${random.pick(SUBJECTS)}${random.pick(THINGS)}`;

/** What many ask for: the same words, from different people. */
export const WANTED_BY_MANY: readonly string[] = ['省级工业转型升级专项资金安排表', '全省化工园区认定结果和依据', '工业领域碳达峰实施方案全文', '省级智能工厂认定名单', '重点用能企业能效标杆名录', '省中小企业纾困资金使用结果'];

export const DESCRIPTIONS: readonly string[] = ['希望了解形成时间、依据和办理结果。', '如有多个版本，请提供最终版本。', '包括附件；没有附件的请说明。', '如不属于贵机关公开，请告知应向何处提出。', '需要加盖公章的复印件。'];
export const INFORMATION: readonly string[] = ['经检索，该事项按规定程序办理完毕，主要内容为：立项、评审、公示、批复四个环节均有记录，结论为予以通过。', '经核对档案，相关情况如下：共受理四十二件，通过三十一件，未通过十一件，均已书面通知申报单位。', '该项工作由我厅会同有关处室组织实施，实施范围、标准和结果见下：第一批十二项，第二批九项，第三批七项。'];
