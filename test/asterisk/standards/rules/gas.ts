import { answered, offerAfter, reminderGap } from './measures.ts';
import { elsewhere, heard, heardByCustomer, person, rulesOf } from './rule.ts';

const rule = rulesOf('gas');

/** 000, a gas company. */
export const GAS = [
  rule(
    'answer.greeting',
    '接听首问语：您好！请问有什么可以帮助您？',
    heard('phrases', '请问有什么可以帮助您？'),
  ),
  rule(
    'answer.greeting.time',
    '早上好/中午好/下午好/晚上好，节日快乐，周末快乐',
    elsewhere('scenarios/answer.greeting.time', 'is judged when an agent greets'),
  ),
  rule(
    'answer.greeting.transferred',
    '（原文没有写：产品的默认用语）您好！工号…，为您服务',
    heard('language', '您好！工号…为您服务'),
  ),
  rule('answer.tone', '语气亲切自然', person('the warmth of a voice')),
  rule(
    'language.caller',
    '普通话，需要时用方言',
    heard('language', '对不起，我为您转接讲普通话的同事，请您稍等'),
  ),
  rule(
    'prompts.rate',
    '语速每分钟吐字约180-200个',
    elsewhere('prompts/committed', 'characters a minute in Chinese'),
    person('how fast people speak'),
  ),
  rule('prompts.volume', '音量适中、悦耳', elsewhere('prompts/committed', 'is as loud as the others')),
  rule(
    'callback.opening',
    '外拨首问语：您好！我是…客服中心XX号，请问您是XX先生吗？',
    heardByCustomer('callback', '您好！我是…客服中心…号，请问您是…吗？'),
    heardByCustomer('named', '您好！我是…客服中心…号，请问您是…先生吗？'),
  ),
  rule('hold.announce', '请您稍等，我帮您查询一下', heard('hold', '请您稍等，我帮您查询一下')),
  rule('hold.announce', '请您稍等，我帮您确认一下', heard('consent', '请您稍等，我帮您确认一下')),
  rule(
    'hold.return',
    '等待结束：首先确认对方是否在话机旁“XX先生您好。”',
    heard('hold', '您好，请问您还在吗…感谢您的等待'),
    answered('hold', 'hold.return'),
    elsewhere('scenarios/callback.opening.name', 'hold.return by name'),
  ),
  rule('hold.return', '得到客户回应后：感谢您的等待', heard('hold', '感谢您的等待')),
  rule(
    'hold.promise',
    '查询时间过长：请您先挂机，我会尽快给您回复，您看可以吗？客户确认之后：感谢您的配合，再见！',
    heard('promised', '请您先挂机，我会尽快给您回复，您看可以吗…感谢您的配合，再见'),
  ),
  rule('close.goodbye', '感谢您的配合，再见！', heard('hold', '感谢您的配合，再见')),
  rule(
    'callback.interim',
    '半小时内没有查询出确切结果，应回复客户',
    elsewhere('asterisk/every-line', 'a promise without a result is due within half an hour'),
  ),
  rule(
    'callback.interim',
    '您刚才咨询的问题现在还没有结果，稍候我再致电给您，您看可以吗？',
    heardByCustomer('news', '您刚才咨询的问题现在还没有结果，稍候我再致电给您，您看可以吗'),
  ),
  rule('callback.number', '请您给我留一个回复电话好吗？', heard('promised', '请您给我留一个回复电话好吗')),
  rule(
    'hold.reminder',
    '（原文没有写：产品的默认值）等待期间每15秒安抚一次',
    reminderGap('queue', 15),
    reminderGap('hold', 15),
  ),
  rule('hold.limit', '（原文没有写：产品的默认值）等待2分钟后可约回电', offerAfter('limit', 120)),
  rule('explain.again', '对不起，请允许我再解释一遍', heard('phrases', '对不起，请允许我再解释一遍')),
  rule(
    'hear.repeat',
    '我没有听清您的讲话，麻烦您再重复一遍',
    heard('phrases', '我没有听清您的讲话，麻烦您再重复一遍'),
  ),
  rule(
    'hear.detail',
    '我没有听明白您的意思，您能再说得详细一点吗？',
    heard('phrases', '我没有听明白您的意思，您能再说得详细一点吗'),
  ),
];
