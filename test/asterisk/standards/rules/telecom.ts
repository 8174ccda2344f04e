import { offerAfter, openingPause, rings } from './measures.ts';
import { elsewhere, heard, heardByCustomer, person, rulesOf } from './rule.ts';

const rule = rulesOf('telecom');

/** 001, a telecom operator's account managers. */
export const TELECOM = [
  rule('answer.rings', '铃响要尽快接听', rings('queue', 2)),
  rule('answer.greeting', '您好，中国联通！', heard('phrases', '您好！三声示例公司')),
  rule('answer.tone', '语气亲切自然', person('the warmth of a voice')),
  rule('hold.announce', '请您稍等一下', heard('hold', '请您稍等一下')),
  rule(
    'answer.greeting.transferred',
    '接听已接通的电话：您好，我是您的客户经理XXX',
    heard('language', '您好，我是您的客户经理…'),
    person('the agent says the name: the number is read out'),
  ),
  rule(
    'prompts.forbidden',
    '严禁说“不知道”',
    elsewhere('prompts/committed', 'none of the forbidden phrases'),
    person('what people say'),
  ),
  rule('prompts.volume', '音量不过大', elsewhere('prompts/committed', 'is as loud as the others')),
  rule(
    'close.record',
    '接听电话要做好记录',
    elsewhere('asterisk/every-line', 'close.record of telecom: written down'),
  ),
  rule(
    'callback.dropped',
    '电话中断要主动打给对方',
    elsewhere('scenarios/callback.dropped', 'a caller whose connection is lost in a talk is called back'),
  ),
  rule('people.misdial', '打错的电话耐心说明', heard('misdial', '您拨打的号码可能有误，请您查证后再拨')),
  rule(
    'callback.done',
    '记录的事情一定要落实；结果及时反馈',
    elsewhere('scenarios/callback.done', 'a callback that ends in time keeps the clause'),
  ),
  rule('hold.limit', '等待不得超过3分钟，否则请对方留下电话号码，主动打电话', offerAfter('limit', 180)),
  rule('callback.number', '请对方留下电话号码', heard('offered', '请…按…号键结束')),
  rule(
    'close.goodbye',
    '结束语：非常感谢您对我工作的支持，如果您有…可随时拨打…电话是XXXXXXX，我将会为您提供竭诚的服务。打扰您了！再见',
    heard(
      'hold',
      '非常感谢您对我工作的支持。如果您有…可随时拨打…电话是…我将会为您提供竭诚的服务。打扰您了！再见',
    ),
  ),
  rule(
    'close.caller.first',
    '待对方挂机后，自己再挂机',
    elsewhere('asterisk/closing', 'close.caller.first: kept'),
  ),
  rule('close.caller.first', '不得强行挂断电话', elsewhere('asterisk/closing', 'close.caller.first: broken')),
  rule(
    'answer.rings',
    '通话中接另一电话要致歉（不会发生：通话中的坐席不再振铃）',
    elsewhere('core/agents/step', 'may be rung only when free and idle'),
  ),
  rule(
    'language.caller',
    '普通话…可用地方话，必要时提供外文服务',
    heard('language', '对不起，我为您转接讲普通话的同事，请您稍等'),
    elsewhere('scenarios/language.caller', 'plays at once, each language in its own words'),
  ),
  rule(
    'hold.promise',
    '不清楚的业务：请客户稍等或先挂机，待搞清楚后答复',
    heard('promised', '请您先挂机，我会尽快给您答复，好吗'),
  ),
  rule(
    'people.urgent',
    '重大服务质量投诉或紧急情况及时上报',
    elsewhere('asterisk/people', 'people.urgent: the supervisor hears whose alert it is'),
  ),
  rule(
    'callback.programme',
    '回访内容全部录入客管系统',
    elsewhere('scenarios/callback.programme', 'each with the opening and an outcome'),
    person('what the customer said beyond the result that the agent keys in'),
  ),
  rule(
    'callback.opening',
    '首次回访：您是…吗？—是—我是…，能占用您几分钟吗？—可以—通话是免费的',
    heardByCustomer(
      'firstFollowUp',
      '请问您是…吗？我是…客户服务人员。请问能占用您几分钟时间吗？…此次通话是免费的',
    ),
    openingPause('firstFollowUp', 1),
    openingPause('firstFollowUp', 2),
    heardByCustomer('zeroUsage', '请问您是…先生吗？我是…客户服务人员'),
  ),
  rule(
    'callback.programme',
    '首次回访、二次回访、话费异动、零话费：各有脚本',
    heardByCustomer('firstFollowUp', '您最近办理了我们的业务，想了解一下您的使用情况'),
    heardByCustomer('secondFollowUp', '之前我们给您做过回访，这次想再了解一下您的使用情况'),
    heardByCustomer('billChange', '您最近的话费有些变化，想向您了解一下情况'),
    heardByCustomer('zeroUsage', '您的号码最近一直没有使用，想了解一下您是否遇到了困难'),
  ),
  rule(
    'callback.appointment',
    '没有空或拒绝：另约时间，做好记录',
    elsewhere('scenarios/callback.appointment', 'the customer is called then'),
  ),
  rule(
    'callback.programme',
    '询问客户回访次数，多长时间回访一次',
    elsewhere('scenarios/callback.programme', 'own frequency applies first'),
  ),
  rule('privacy.customer', '保护客户隐私', elsewhere('log/mask', 'is masked in its fields')),
];
