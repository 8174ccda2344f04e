import { answered, offerAfter, reminderGap, rings } from './measures.ts';
import { elsewhere, heard, heardByCustomer, person, rulesOf } from './rule.ts';

const rule = rulesOf('desk400');

/** 003, a collection of pieces about a 400 service desk. */
export const DESK400 = [
  rule('answer.rings', '第一时间接听；不得无人接听', rings('queue', 2)),
  rule(
    'hold.long',
    '不得出现长时间等待（产品的默认值：120秒）',
    elsewhere('scenarios/hold.long', 'a call of 205 s of waiting: the caller is reassured'),
    offerAfter('limit', 120),
    reminderGap('queue', 15),
    reminderGap('hold', 15),
  ),
  rule(
    'hold.announce',
    '（原文没有写：产品的默认用语）先征求同意再保持',
    heard('hold', '请您稍等，我帮您查询一下，好吗…谢谢'),
    answered('hold', 'hold.announce'),
  ),
  rule('hold.return', '（原文没有写：产品的默认用语）致谢', heard('hold', '感谢您的耐心等待')),
  rule('answer.greeting', '标准用语问候；来有迎声', heard('phrases', '您好！三声示例公司，工号…为您服务')),
  rule(
    'answer.greeting.transferred',
    '（原文没有写：产品的默认用语）您好！工号…，为您服务',
    heard('complaint', '您好！工号…为您服务'),
  ),
  rule('answer.tone', '态度亲切', person('the warmth of a voice')),
  rule(
    'hear.interrupt',
    '耐心倾听；不要打断客户，不得无故打断客户说话',
    elsewhere('scenarios/hear.interrupt', 'goes on, breaks the clause'),
  ),
  rule('close.anything', '主动询问客户是否还有其他问题', heard('survey', '请问您还有其他问题吗')),
  rule(
    'close.goodbye',
    '走有送声；再见',
    heard('hold', '感谢您的来电，再见'),
    heardByCustomer('givenUp', '感谢您的接听，再见'),
  ),
  rule('hold.announce', '帮有谢声', heard('hold', '好吗…谢谢')),
  rule('people.complaint', '怨有歉声', heard('complaint', '很抱歉，给您添麻烦了')),
  rule(null, '问有答声', person('every question gets an answer')),
  rule(
    'people.supervisor',
    '无法解答的问题及时转接相关部门或领导',
    heard('supervisor', '我帮您转给相关负责人'),
    heard('supervisorAlone', '您的问题已经记录下来，负责人会尽快给您回电'),
  ),
  rule(
    'people.complaint',
    '投诉：记录，转达，反馈结果',
    heard('complaint', '我帮您转给专门负责投诉的工作人员'),
    heard('complaintAlone', '您的投诉已经记录下来，我们会请专人尽快给您回电'),
  ),
  rule(
    'people.complaint',
    '投诉及时处理和回复',
    elsewhere('asterisk/people', 'called back within its own time'),
  ),
  rule(
    'callback.unanswered',
    '无人接听：及时回拨，了解问题',
    elsewhere('scenarios/callback.unanswered', 'a caller who gives up in the queue is called back'),
  ),
  rule(
    'callback.opening',
    '（原文没有写：产品的默认用语）说明是谁、为何致电',
    heardByCustomer('givenUp', '您好…三声示例公司…客服，给您回电'),
  ),
  rule(
    'callback.done',
    '投诉的结果反馈',
    elsewhere('scenarios/callback.done', 'a callback that ends in time keeps'),
  ),
  rule(
    'callback.follow_up',
    '问题解决后跟踪反馈，确保满意',
    elsewhere('scenarios/callback.follow_up', 'asks after the opening; 1 keeps it, with thanks'),
  ),
  rule(
    'close.record',
    '服务记录；每个问题记录并反馈',
    elsewhere('scenarios/close.record', 'breaks the clause and gets the next call'),
  ),
  rule(
    'prompts.rate',
    '语速适中，每分钟应保持在120个字左右',
    elsewhere('prompts/committed', 'characters a minute in Chinese'),
    person('how fast people speak'),
  ),
  rule(
    'prompts.forbidden',
    '任何时候不得讲“不知道”；用“您”',
    elsewhere('prompts/committed', 'says 您, never 你'),
    person('what people say'),
  ),
  rule(
    'prompts.forbidden',
    '我晕、天啊、怎么这样、真是的；啊、嗯、那',
    elsewhere('prompts/committed', 'none of the forbidden phrases'),
    person('what people say'),
  ),
  rule(
    'callback.done',
    '首问责任制（产品的默认值：15分钟内等待答应的坐席）',
    elsewhere('scenarios/callback.own-agent', 'although another is free; that agent calls once'),
    person('who is asked first follows it up until it is solved'),
  ),
  rule(
    'quality.check',
    '定期质量评估和监督，督导',
    elsewhere('scenarios/quality.check', 'recorded, sampled, opened and scored'),
  ),
  rule(
    'quality.stars',
    '考核七项（态度、业务知识、沟通、问题处理、满意度、效率、自我提升）',
    elsewhere('scenarios/report', 'agrees by agent, by clause and by rating'),
    elsewhere('scenarios/callback.follow_up.answers', 'the report has the share whom it satisfied'),
    person('self-improvement (自我提升)'),
  ),
  rule(null, '每年培训', person('training')),
  rule(
    'quality.stars',
    '一星到五星，每级说明态度、解答、速度',
    heard('survey', '请您为客服人员的服务态度打分…请您为解答的准确性打分…感谢您的评价'),
    elsewhere('core/reports/agent-rating', 'a rude agent has one star, however quick'),
  ),
  rule('privacy.customer', '私人信息保密', elsewhere('log/mask', 'is masked in its fields')),
];
