import type { Language, PromptId } from '../ids.ts';

/** The family names that are recorded, those of more than four in five in mainland China: the prompt, and the characters,
 * traditional ones too. */
const FAMILY_NAMES: Readonly<Record<string, string>> = {
  ...{ wang2: '王', li3: '李', zhang1: '张張章', liu2: '刘劉', chen2: '陈陳', yang2: '杨楊', huang2: '黄黃' },
  ...{ zhao4: '赵趙', zhou1: '周', wu2: '吴吳', xu2: '徐', sun1: '孙孫', ma3: '马馬', zhu1: '朱', hu2: '胡' },
  ...{
    guo1: '郭',
    he2: '何',
    lin2: '林',
    gao1: '高',
    luo2: '罗羅',
    zheng4: '郑鄭',
    liang2: '梁',
    xie4: '谢謝',
  },
  ...{ song4: '宋', tang2: '唐', xu3: '许許', deng4: '邓鄧', han2: '韩韓', feng2: '冯馮', cao2: '曹' },
  ...{ peng2: '彭', zeng1: '曾', xiao1: '肖萧蕭', tian2: '田', dong3: '董', pan1: '潘', yuan2: '袁' },
  ...{ cai4: '蔡', jiang3: '蒋蔣', yu2: '余', du4: '杜', ye4: '叶葉', cheng2: '程', wei4: '魏', su1: '苏蘇' },
  ...{ lv3: '吕呂', ding1: '丁', ren2: '任', lu2: '卢盧', yao2: '姚', shen3: '沈', zhong1: '钟鍾鐘' },
  ...{
    jiang1: '姜',
    cui1: '崔',
    tan2: '谭譚',
    lu4: '陆陸',
    fan4: '范',
    wang1: '汪',
    liao4: '廖',
    shi2: '石',
  },
  ...{ jin1: '金', wei2: '韦韋', jia3: '贾賈', xia4: '夏', fu4: '付傅', fang1: '方', zou1: '邹鄒' },
  ...{ xiong2: '熊', bai2: '白', meng4: '孟', qin2: '秦', qiu1: '邱', hou2: '侯', jiang1b: '江', yin3: '尹' },
  ...{ xue1: '薛', yan2: '闫閆阎閻严嚴', duan4: '段', lei2: '雷', long2: '龙龍', shi3: '史', tao2: '陶' },
  ...{ he4: '贺賀', gu4: '顾顧', mao2: '毛', hao3: '郝', gong1: '龚龔', shao4: '邵', wan4: '万萬' },
  ...{
    qian2: '钱錢',
    yu2b: '于',
    lai4: '赖賴',
    wu3: '武',
    dai4: '戴',
    mo4: '莫',
    kong3: '孔',
    tang1: '汤湯',
  },
};

const PROMPT_OF = new Map(
  Object.entries(FAMILY_NAMES).flatMap(([id, characters]) =>
    [...characters].map((one) => [one, id] as const),
  ),
);

const TITLES: Readonly<Record<string, string>> = { 先生: 'mr', 女士: 'ms', 小姐: 'miss' };

/** A family name, perhaps with a given name, and a title: 王先生, 王建国先生. */
const ADDRESSED = /^(\p{Script=Han})\p{Script=Han}{0,2}(先生|女士|小姐)$/u;

/** The prompts that say a customer's name with its title. Null where no title is known or the family name is not recorded: the
 * engine guesses neither. `asks`: at the end of a question, 王先生吗？ */
export function addressOf(name: string | undefined, language: Language, asks = false): PromptId[] | null {
  const [, family = '', title = ''] = ADDRESSED.exec(name?.replaceAll(/\s/g, '') ?? '') ?? [];
  const id = PROMPT_OF.get(family);
  if (id === undefined) return null;
  const titled = `title.${TITLES[title]}${asks ? '.ask' : ''}`;
  return language === 'en' ? [titled, `name.${id}`] : [`name.${id}`, titled];
}
