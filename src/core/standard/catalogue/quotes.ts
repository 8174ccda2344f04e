import type { Source } from './clause.ts';

/** What the documents of the five standards say, in their own words (Chinese), where that is more than the phrases of a
 * clause. */
export const QUOTES: Readonly<Record<string, Readonly<Partial<Record<Source, string>>>>> = {
  'answer.rings': {
    telecom: '铃响要尽快接听',
    aftersales: '鈴響三聲必有應答',
    desk400: '第一时间接听；不得出现长时间等待或无人接听',
    ticketing: '電話鈴響二聲之內',
  },
  'answer.greeting': { desk400: '标准用语问候' },
  'answer.greeting.time': { gas: '早上好/中午好/下午好/晚上好，节日快乐，周末快乐' },
  'language.caller': {
    telecom: '普通话……可用地方话，必要时提供外文服务',
    ticketing: '方言、粤语或英语 立即改用',
  },
  'prompts.rate': {
    gas: '语速每分钟吐字约180-200个',
    desk400: '语速适中,每分钟应保持在120个字左右',
    ticketing: '每分钟120个字左右',
  },
  'prompts.forbidden': { telecom: '严禁说“不知道”', desk400: '任何时候不得讲“不知道”' },
  'hold.announce': {
    aftersales: '先讲明原因并征询客户意见',
    ticketing: '提前讲明原委并征求意见，得到客户同意后才能按静音键',
  },
  'hold.reminder': { ticketing: '每15秒需向客戶回應' },
  'hold.return': { gas: '首先确认对方是否在话机旁' },
  'hold.limit': {
    telecom: '等待不得超过3分钟，否则请对方留下电话号码，主动打电话',
    aftersales: '等待超過2分鐘……記錄客戶的資料後……盡快回覆',
  },
  'hold.long': { desk400: '不得出现长时间等待或无人接听' },
  'hold.promise': { gas: '查询时间过长：请您先挂机，我会尽快给您回复，您看可以吗？' },
  'hear.silent': { aftersales: '間隔3秒左右……停頓2秒後掛機' },
  'hear.noise': { aftersales: '停頓2秒後掛機' },
  'hear.signal': { aftersales: '停頓2秒後掛機' },
  'hear.oneway': { aftersales: '提高音量，换一部话机', ticketing: '立刻记录主叫号码，主动回访，解释' },
  'hear.interrupt': { aftersales: '等客户陈述完', desk400: '不得无故打断客户说话', ticketing: '不得打断' },
  'callback.number': {
    gas: '请您给我留一个回复电话好吗？',
    telecom: '请对方留下电话号码，主动打电话',
    aftersales: '接到疑问：稍后安排专业人员电话给您，请问这个号码可以联系到您吗？若不是，记录实际号码',
  },
  'callback.interim': { gas: '半小时内没有查询出确切结果，应回复客户' },
  'callback.dropped': { telecom: '电话中断要主动打给对方' },
  'callback.unanswered': { desk400: '无人接听……了解问题' },
  'callback.done': {
    telecom: '记录的事情一定要落实；结果及时反馈',
    aftersales: '约定的时间内把详细情况告知',
  },
  'callback.appointment': {
    telecom: '没有空或拒绝：另约时间，做好记录',
    aftersales: '约定的时间内把详细情况告知',
  },
  'callback.programme': { telecom: '询问客户回访次数，多长时间回访一次' },
  'callback.follow_up': { desk400: '问题解决后跟踪反馈，确保满意' },
  'callback.purpose': { ticketing: '禁止使用公司电话呼出私人电话' },
  'people.complaint': { desk400: '投诉：记录，转达，反馈结果' },
  'people.supervisor': { desk400: '无法解答的问题及时转接相关部门或领导', ticketing: '转班长、主管' },
  'people.urgent': { telecom: '重大服务质量投诉或紧急情况及时上报' },
  'people.nuisance': {
    aftersales: '纠缠：转自动台或报告主管；不可以直接挂断',
    ticketing: '不办理业务，请您挂机，再见！',
  },
  'people.misdial': { telecom: '打错的电话耐心说明', ticketing: '转接或标准用语挂机' },
  'outage.notice': { aftersales: '大面积障碍 公告' },
  'close.anything': { desk400: '主动询问客户是否还有其他问题' },
  'close.goodbye': { desk400: '来有迎声，问有答声，帮有谢声，怨有歉声，走有送声' },
  'close.caller.first': {
    telecom: '待对方挂机后，自己再挂机；不得强行挂断电话',
    aftersales: '等用户挂上电话后，再挂电话',
    ticketing: '待客户挂线，客服方能挂电话',
  },
  'close.record': { telecom: '接听电话要做好记录', desk400: '每个问题记录并反馈' },
  'quality.stars': { desk400: '一星到五星' },
  'quality.check': { desk400: '定期对客服人员进行服务质量评估和监督' },
  'privacy.customer': { telecom: '保护客户隐私', desk400: '私人信息保密', ticketing: '泄露客户资料' },
};
