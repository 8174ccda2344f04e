import { type ClauseText, type Limit, phraseOnKey } from './clause.ts';

const THEN_ENDED: Limit = {
  what: { zh: '之后结束通话', en: 'then the call is ended, after' },
  value: 2,
  unit: 's',
};

/** What is wrong with the line, as steps played by the engine or on the agent's key. */
export const HEARING: readonly ClauseText[] = [
  {
    id: 'hear.silent',
    kinds: ['engine', 'script', 'record'],
    unit: 's',
    title: { zh: '无声电话', en: 'A silent call' },
    says: {
      zh: '接通后听不到客户：逐步提示，最后礼貌结束；客户一出声，立即停止。',
      en: 'When the caller is not heard, the engine says so step by step and ends the call politely; one word stops the steps at once.',
    },
    judged: {
      zh: '由引擎从客户的声音判断；各步的次序和间隔与标准相符，且出声即停，即为遵守。',
      en: "By the caller's audio. Kept when the steps come in order and at the standard's intervals, and none after a word.",
    },
    asks: {
      aftersales: {
        limits: [
          { what: { zh: '再次询问之前', en: 'before it is asked again' }, value: 3, unit: 's' },
          THEN_ENDED,
        ],
        phrases: [
          '您好，您的电话已接通。',
          '您好，您的电话已接通，请问您能听见我的声音吗？',
          '对不起，听不到您的声音，请您换一部话机再拨，谢谢。',
        ],
      },
      ticketing: {
        phrases: [
          '电话已接通，请讲',
          '对不起，由于电话或线路的原因，我无法听到您的声音。请您换部电话或者稍后再打过来，好吗？',
        ],
      },
    },
  },
  {
    id: 'hear.oneway',
    kinds: ['script', 'record'],
    unit: null,
    title: { zh: '单通电话', en: 'A one-way call' },
    says: {
      zh: '客户听不到坐席：播放说明，立即记下号码并回电，回电时说明原因；或提高音量，再请客户换一部话机。',
      en: 'A caller who cannot hear the agent hears an explanation; the engine records the number at once, calls back and gives the reason. Or the agent speaks up, and then asks for another phone.',
    },
    judged: {
      zh: '发现时即生成回电记录（或按键后播放），即为遵守。',
      en: 'Kept when the callback exists as soon as the fault is found, or when the phrase follows the key.',
    },
    asks: {
      ticketing: {
        wants: {
          zh: '立即记录来电号码，回电并说明原因。',
          en: 'Record the number at once; call back and give the reason.',
        },
        phrases: ['对不起，由于电话或线路的原因，您可能听不到我的声音，我稍后给您再打过来，好吗？'],
      },
      aftersales: {
        wants: {
          zh: '先提高音量；仍听不清的，请客户换一部话机。',
          en: 'Speak up first; if that does not help, ask for another phone.',
        },
        phrases: [
          '对不起，我把声音提高一点，请问您现在能听清吗？',
          '对不起，您可能听不清我的声音，请您换一部话机再拨，好吗？谢谢！',
        ],
      },
    },
  },
  {
    id: 'hear.noise',
    kinds: ['script'],
    unit: null,
    title: { zh: '杂音或声音太小', en: 'Noise on the line' },
    says: {
      zh: '听不清客户时，坐席按键播放提示，请其大声些或换一部电话。',
      en: "The agent's key asks a caller who is hard to understand to speak up, and then to call from another phone.",
    },
    judged: {
      zh: '按键后各步按标准的次序和间隔播放，即为遵守。',
      en: 'Kept when the steps follow the key, in order and with the intervals of the standard.',
    },
    asks: {
      aftersales: {
        wants: { zh: '第一句说两遍。', en: 'The first phrase twice.' },
        limits: [THEN_ENDED],
        phrases: [
          '对不起，我听不清您的讲话，麻烦您大声一点，好吗？',
          '对不起，电话声音太小，请您换一部电话再拨，好吗？',
        ],
      },
      ticketing: {
        phrases: ['对不起，您的电话杂音太大，请换一部电话打过来好吗？', '谢谢您的电话，再见！'],
      },
    },
  },
  {
    id: 'hear.signal',
    kinds: ['engine', 'script'],
    unit: null,
    title: { zh: '手机信号弱', en: 'A weak signal' },
    says: {
      zh: '引擎发现丢包和抖动时提示坐席；坐席按键播放提示，请客户换个方向或换一部话机。',
      en: "A tone tells the agent of packet loss and jitter; the agent's key asks the caller to turn, or to change phones.",
    },
    judged: {
      zh: '线路变差时坐席得到提示，按键后各步按标准播放，即为遵守。',
      en: 'Kept when a tone tells the agent of the weak line, and the steps of the standard follow the key.',
    },
    asks: {
      aftersales: {
        limits: [THEN_ENDED],
        phrases: [
          '对不起，信号比较弱，我听不清您的讲话，请您将手机换个方向再试一试，好吗？',
          '对不起，我听不清您的讲话，请您换一部话机再拨，好吗？',
        ],
      },
    },
  },
  {
    id: 'hear.handsfree',
    kinds: ['script'],
    unit: null,
    title: { zh: '免提通话', en: 'A hands-free phone' },
    says: {
      zh: '声音太小时，坐席按键请客户拿起话筒。',
      en: "The agent's key asks a caller who is too quiet to pick up the handset.",
    },
    judged: { zh: '按键后播放即为遵守。', en: 'Kept when the phrase follows the key.' },
    asks: {
      aftersales: { phrases: ['对不起，您的声音太小，请您拿起话筒说话好吗？'] },
      ticketing: {
        phrases: [
          '对不起，您的电话声音很小，我无法听清。请问您是不是使用了免提方式，如果是，请拿起话筒说话好吗？',
          '谢谢，您请继续说。',
        ],
      },
    },
  },
  {
    id: 'hear.repeat',
    kinds: ['script'],
    unit: null,
    title: { zh: '请客户重复', en: 'Asked to say it again' },
    says: {
      zh: '没有听清时，坐席按键礼貌地请客户重复。',
      en: "The agent's key politely asks the caller to say it again.",
    },
    judged: { zh: '按键后播放即为遵守。', en: 'Kept when the phrase follows the key.' },
    asks: {
      gas: { phrases: ['对不起，我没有听清您的讲话，麻烦您再重复一遍好吗？谢谢！'] },
      aftersales: { phrases: ['对不起，我没听清您的讲话，请您重复一遍，好吗？谢谢！'] },
      ticketing: { phrases: ['对不起，我没有听清楚您的问题，请您再复述一遍好吗？'] },
    },
  },
  phraseOnKey({
    id: 'hear.detail',
    title: { zh: '请客户说得详细一点', en: 'Asked for details' },
    says: {
      zh: '没有听明白客户的意思时，礼貌地请客户说得详细一点。',
      en: 'The agent who has not understood what the caller means politely asks for more.',
    },
    asks: {
      gas: { phrases: ['我没有听明白您的意思，您能再说得详细一点吗？'] },
      aftersales: { phrases: ['请问您能不能详细说一下？'] },
    },
  }),
  {
    id: 'hear.noresponse',
    kinds: ['engine', 'measure', 'script'],
    unit: 's',
    title: { zh: '客户没有回应', en: 'The caller falls silent' },
    says: {
      zh: '讲解中客户长时间沉默时，提示坐席确认对方是否明白、能否听清。',
      en: 'When the caller says nothing for long during an explanation, a tone tells the agent to ask.',
    },
    judged: {
      zh: '测量客户的沉默时长；过长时坐席得到提示，即为遵守。',
      en: "By the length of the caller's silence: kept when the tone comes once it is too long.",
    },
    asks: { aftersales: { phrases: ['我这样说，您明白吗？', '您能听清我说话吗？'] } },
  },
  {
    id: 'hear.interrupt',
    kinds: ['measure'],
    unit: 'count',
    title: { zh: '打断客户', en: 'Talking over the caller' },
    says: {
      zh: '坐席听客户说完再说，不抢话。',
      en: 'The agent lets the caller finish, and never talks over them.',
    },
    judged: {
      zh: '从双方的说话时间统计每通电话、每位坐席打断的次数；一次即为违反。',
      en: 'By how often an agent begins to talk while the caller is talking, for each call and agent; once breaks it.',
    },
    asks: {
      aftersales: { wants: { zh: '等客户说完。', en: 'Wait until the caller has finished.' } },
      desk400: { wants: { zh: '不得无故打断客户说话。', en: 'Never interrupt a caller without reason.' } },
      ticketing: { wants: { zh: '不与客户抢话。', en: 'Never talk over the caller.' } },
    },
  },
];
