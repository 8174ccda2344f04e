import { BY_PRODUCT, type ClauseText, phraseOnKey } from './clause.ts';

/** Callers who need somebody else, or something other than an answer. */
export const PEOPLE: readonly ClauseText[] = [
  {
    id: 'people.complaint',
    kinds: ['route', 'script', 'record'],
    unit: null,
    title: { zh: '投诉', en: 'A complaint' },
    says: {
      zh: '投诉先致歉、记录，再转投诉专席；专席无人时生成有时限的回电。',
      en: 'The caller with a complaint hears an apology. The complaint is recorded and goes to the complaints desk, or becomes a callback with its own deadline.',
    },
    judged: {
      zh: '留下投诉记录，并转到专席或生成回电，即为遵守。',
      en: 'Kept when the complaint is recorded, and the caller was transferred or has a callback.',
    },
    asks: {
      aftersales: {
        wants: {
          zh: '投诉工作人员的，记录并交领导；或记下号码，由专人致电。',
          en: 'Record a complaint about staff and pass it to a team lead, or have an appointed person call back.',
        },
        phrases: ['很抱歉，给您添麻烦了。请稍等，我帮您转给专门负责投诉的工作人员。'],
      },
      desk400: { wants: { zh: '记录、转交、反馈。', en: 'Recorded, passed on, fed back.' } },
      ticketing: {
        wants: { zh: '先致歉，再了解详情。', en: 'The apology first, then the details.' },
        phrases: ['对不起，由于我们工作的失误，给您造成麻烦，请您原谅。'],
      },
    },
  },
  {
    id: 'people.complaint.taken',
    kinds: ['script', 'record'],
    unit: null,
    title: { zh: '坐席受理投诉', en: 'A complaint recorded by the agent' },
    says: {
      zh: '坐席亲自受理投诉：先致歉并请客户说明详情，最后致谢；记为投诉。',
      en: 'The agent takes the complaint: an apology and a request for the details first, thanks at the end. It is recorded as a complaint.',
    },
    judged: {
      zh: '按键后播放并留下投诉记录，即为遵守。',
      en: 'Kept when the phrase and the record of a complaint follow the key.',
    },
    asks: {
      ticketing: {
        phrases: [
          '对不起，由于我们工作的失误，给您造成麻烦，请您原谅。请您把详细情况告诉我，公司一定会尽快处理。',
          '谢谢您提出的宝贵意见，我们会及时转达给有关部门尽快处理，再次感谢您对我们公司的关心和支持。',
        ],
      },
    },
  },
  {
    id: 'people.supervisor',
    kinds: ['route'],
    unit: null,
    title: { zh: '转主管', en: 'To the supervisor' },
    says: {
      zh: '客户情绪激动，或坐席无法解答时，及时转给班长或主管；没有人时承诺答复并记下号码。',
      en: 'An angry caller, or one whom the agent cannot help, goes to the team lead or the supervisor in good time, or is promised an answer.',
    },
    judged: {
      zh: '坐席按键后接通主管，或生成回电，即为遵守。',
      en: "Kept when a supervisor, or a callback, follows the agent's key.",
    },
    asks: {
      aftersales: {
        wants: {
          zh: '先安抚，再提出稍后答复并记下号码。',
          en: 'Calm the caller first, then offer a later answer and record the number.',
        },
      },
      desk400: {
        wants: {
          zh: '无法解答的问题及时转接相关部门或领导。',
          en: 'A question that the agent cannot answer goes to the department or a leader in good time.',
        },
      },
      ticketing: { wants: { zh: '及时转班长或主管。', en: 'To the team lead or supervisor in good time.' } },
    },
  },
  {
    id: 'people.urgent',
    kinds: ['engine', 'record'],
    unit: null,
    title: { zh: '紧急上报', en: 'An urgent report' },
    says: {
      zh: '重大质量投诉或紧急情况立即上报。',
      en: 'The agent reports a serious quality complaint or an emergency at once.',
    },
    judged: {
      zh: '坐席按代码后，警报送达主管并留下记录，即为遵守。',
      en: "Kept when the agent's code raised an alert that reached the supervisor, and it is recorded.",
    },
    asks: {
      telecom: {
        wants: {
          zh: '重大质量投诉或紧急情况立即上报。',
          en: 'Serious quality complaints and emergencies, at once.',
        },
      },
      aftersales: {
        wants: {
          zh: '骚扰电话可以报现场主管。',
          en: 'A nuisance call may be reported to the floor supervisor.',
        },
      },
    },
  },
  {
    id: 'people.nuisance',
    kinds: ['script', 'route', 'record'],
    unit: null,
    title: { zh: '骚扰电话', en: 'A nuisance call' },
    says: {
      zh: '对骚扰电话播放标准用语；继续的转自动台，反复播放，由客户自己挂机，不强行挂断；也可以报现场主管（people.urgent）。多次骚扰的号码作标记。',
      en: 'A nuisance caller hears the phrase and then stays with the automatic desk, which repeats it until the caller hangs up; or the agent reports it to the floor supervisor (people.urgent). Repeated numbers are marked.',
    },
    judged: {
      zh: '按键后播放、转接并留下记录，由客户先挂机，即为遵守；到时限由引擎挂断即为违反。',
      en: 'Kept when the phrase, the automatic desk and a record follow the key, and the caller hangs up; broken when the engine does, at the limit.',
    },
    asks: {
      aftersales: {
        wants: {
          zh: '继续骚扰的，转自动台或报现场主管；不得生硬挂断。',
          en: 'If it goes on: the automatic desk, or a report to the floor supervisor. Never simply hung up on.',
        },
        phrases: ['对不起，您的要求不在我们的服务范围内，请您挂机。'],
      },
      ticketing: { phrases: ['不办理业务，请您挂机，再见！'] },
    },
  },
  {
    id: 'people.misdial',
    kinds: ['script', 'route'],
    unit: null,
    title: { zh: '拨错号码', en: 'A wrong number' },
    says: {
      zh: '对拨错的客户耐心说明，再转接或用标准结束语。',
      en: 'A caller with a wrong number hears a patient explanation, then a transfer or the goodbye.',
    },
    judged: {
      zh: '按键后播放说明，并以转接或结束语收尾，即为遵守。',
      en: 'Kept when the phrase, and a transfer or the goodbye, follow the key.',
    },
    asks: {
      telecom: { wants: { zh: '耐心说明，不得生硬。', en: 'Explained patiently, never curtly.' } },
      ticketing: {
        wants: { zh: '随后转接或用标准结束语。', en: 'Then transferred, or the standard goodbye.' },
        phrases: ['对不起，您的电话有误，请查证后再拨。'],
      },
    },
  },
  {
    id: 'people.beyond',
    kinds: ['script', 'record'],
    unit: null,
    title: { zh: '超出权限', en: "Beyond the agent's authority" },
    says: {
      zh: '超出权限或暂未开通的业务：说明、记录，并反映给上级。',
      en: 'When an agent may not decide something, the agent says so, and the request is recorded and passed on.',
    },
    judged: {
      zh: '按键后播放说明并留下记录，即为遵守。',
      en: 'Kept when the phrase and a record follow the key.',
    },
    asks: {
      aftersales: {
        phrases: [
          '这超出了我的权限范围，我已经把您的情况记录下来，我会尽快反映给上级部门处理，您看这样好吗？',
        ],
      },
      ticketing: { phrases: ['对不起，目前我们暂未开通这项业务，请您原谅！'] },
    },
  },
  {
    id: 'people.suggestion',
    kinds: ['script', 'record'],
    unit: null,
    title: { zh: '建议', en: 'A suggestion' },
    says: {
      zh: '感谢客户的建议，记录并反馈给有关部门。',
      en: 'The caller hears thanks for a suggestion, which is recorded and passed on.',
    },
    judged: {
      zh: '按键后播放致谢并留下记录，即为遵守。',
      en: 'Kept when the thanks and a record follow the key.',
    },
    asks: {
      aftersales: { phrases: ['谢谢您提出的宝贵意见，我们会及时反馈给公司相关部门'] },
      ticketing: BY_PRODUCT,
    },
  },
  phraseOnKey({
    id: 'people.leader',
    title: { zh: '客户要求找领导', en: 'A leader is asked for' },
    says: {
      zh: '客户要求找领导时，坐席先请客户交给自己处理。',
      en: 'When a caller asks for a leader, the agent first asks to handle it in person.',
    },
    asks: { aftersales: { phrases: ['请您交给我为您处理，好吗？'] } },
  }),
  phraseOnKey({
    id: 'people.name',
    title: { zh: '询问称呼', en: 'The name is asked for' },
    says: {
      zh: '礼貌地询问客户贵姓、怎么称呼。',
      en: 'The agent politely asks for the name, and how to address the caller.',
    },
    asks: { aftersales: { phrases: ['请问您贵姓？', '请问怎么称呼您？'] } },
  }),
  phraseOnKey({
    id: 'people.thanks',
    title: { zh: '客户致谢', en: 'A caller who thanks' },
    says: { zh: '客户致谢时，礼貌回应。', en: "The agent answers a caller's thanks politely." },
    asks: { aftersales: { phrases: ['不客气，这是我们应该做的。'] } },
  }),
  phraseOnKey({
    id: 'people.praise',
    title: { zh: '客户表扬', en: 'A caller who praises' },
    says: { zh: '受到表扬时，表示感谢。', en: 'The agent thanks a caller for praise.' },
    asks: { aftersales: { phrases: ['谢谢您的表扬，我们会更加努力，为您提供更好的服务。'] } },
  }),
];
