import { answered, pauseAfter, reminderGap, rings } from './measures.ts';
import { elsewhere, heard, heardByCustomer, person, rulesOf } from './rule.ts';

const rule = rulesOf('ticketing');

/** 004, a ticketing call centre. */
export const TICKETING = [
  rule('answer.rings', '電話鈴響二聲之內', rings('queue', 2)),
  rule('answer.greeting', '您好，请问有什么可以帮您', heard('phrases', '您好，请问有什么可以帮您')),
  rule(
    'answer.greeting.transferred',
    '（原文没有写：产品的默认用语）您好！工号…，为您服务',
    heard('complaint', '您好！工号…为您服务'),
  ),
  rule('answer.tone', '语气亲切自然', person('the warmth of a voice')),
  rule(
    'language.caller',
    '方言、粤语或英语立即改用；不熟练应致歉',
    heard('language', '对不起，我为您转接讲普通话的同事，请您稍等'),
  ),
  rule(
    'hold.announce',
    '提前讲明原委并征求意见：麻烦您稍等片刻，好吗？',
    heard('hold', '对不起，麻烦您稍等片刻，好吗'),
  ),
  rule(
    'hold.announce',
    '得到客户同意后才能按静音键',
    heard('hold', '麻烦您稍等片刻，好吗…谢谢'),
    answered('hold', 'hold.announce'),
  ),
  rule(
    'hold.reminder',
    '每15秒需向客戶回應：对不起，请再稍等一下',
    heard('hold', '对不起，请再稍等一下'),
    reminderGap('hold', 15),
    reminderGap('queue', 15),
  ),
  rule(
    'hold.return',
    '返回：对不起，XX先生，让您久等了',
    heard('hold', '对不起，让您久等了'),
    elsewhere('scenarios/callback.opening.name', 'hold.return by name'),
  ),
  rule('hear.interrupt', '不得打断', elsewhere('scenarios/hear.interrupt', 'goes on, breaks the clause')),
  rule(
    'hear.silent',
    '无声：电话已接通，请讲；我无法听到您的声音。请您换部电话或者稍后再打过来',
    heard('silent', '电话已接通，请讲…我无法听到您的声音。请您换部电话或者稍后再打过来'),
    pauseAfter('silent', 'hear.silent', 1, 3),
  ),
  rule(
    'hear.oneway',
    '单通：立刻记录主叫号码，主动回访',
    heard('oneway', '您可能听不到我的声音，我稍后给您再打过来'),
  ),
  rule('hear.oneway', '回访时解释', heardByCustomer('oneway', '您可能听不到我的声音，所以给您再打过来')),
  rule(
    'hear.noise',
    '杂音：请换一部电话打过来好吗？经获准后：谢谢您的电话，再见',
    heard('noise', '您的电话杂音太大，请换一部电话打过来好吗…谢谢您的电话，再见'),
  ),
  rule(
    'hear.handsfree',
    '免提：请拿起话筒说话',
    heard('phrases', '请问您是不是使用了免提方式，如果是，请拿起话筒说话'),
  ),
  rule(
    'hear.handsfree',
    '纠正后：谢谢，您请继续说',
    heard('phrases', '如果是，请拿起话筒说话好吗…谢谢，您请继续说'),
  ),
  rule('hear.repeat', '没有听清楚：请您再复述一遍', heard('phrases', '我没有听清楚您的问题，请您再复述一遍')),
  rule(
    'people.misdial',
    '拨错：您的电话有误，请查证后再拨；转接或标准用语挂机',
    heard('misdial', '您的电话有误，请查证后再拨…再见'),
  ),
  rule('people.supervisor', '怒气：转班长、主管', heard('supervisor', '我帮您转给主管')),
  rule(
    'people.beyond',
    '尚未开办：对不起，目前我们暂未开通',
    heard('phrases', '对不起，目前我们暂未开通这项业务，请您原谅'),
  ),
  rule(
    'people.complaint.taken',
    '投诉：对不起，由于我们工作的失误，给您造成麻烦，请您原谅…详细情况告诉我，公司一定会尽快处理',
    heard('phrases', '对不起，由于我们工作的失误，给您造成麻烦，请您原谅…详细情况告诉我，公司一定会尽快处理'),
  ),
  rule(
    'people.complaint',
    '对不起，由于我们工作的失误，给您造成麻烦，请您原谅',
    heard('complaint', '由于我们工作的失误，给您造成麻烦，请您原谅'),
  ),
  rule(
    'people.complaint.taken',
    '结束投诉：谢谢您提出的宝贵意见，我们会及时转达给有关部门尽快处理，再次感谢您对我们公司的关心和支持',
    heard(
      'phrases',
      '谢谢您提出的宝贵意见，我们会及时转达给有关部门尽快处理，再次感谢您对我们公司的关心和支持',
    ),
  ),
  rule(
    'people.suggestion',
    '（原文没有写：产品的默认用语）感谢建议',
    heard('phrases', '我们会及时转达给有关部门，再次感谢您对我们公司的关心和支持'),
  ),
  rule(
    'people.nuisance',
    '骚扰：不办理业务，请您挂机，再见！',
    heard('nuisance', '不办理业务，请您挂机，再见'),
  ),
  rule('close.anything', '请问还有什么能帮到您？', heard('goodbyeByKey', '请问还有什么能帮到您')),
  rule(
    'close.goodbye',
    '结束语：感谢您的来电，祝您愉快，再见！',
    heard('hold', '感谢您的来电，祝您愉快，再见'),
  ),
  rule(
    'close.caller.first',
    '待客户挂线，客服方能挂电话',
    elsewhere('asterisk/closing', 'close.caller.first: kept'),
  ),
  rule(
    'close.goodbye',
    '拨打电话结束语：感谢您的接听，祝您愉快，再见！',
    heardByCustomer('callback', '感谢您的接听，祝您愉快，再见'),
  ),
  rule(
    'callback.opening',
    '拨打电话开头语：请问是XX先生吗？我是…的客服，您的订单…',
    heardByCustomer('callback', '请问是…吗？我是三声示例公司的客服'),
    heardByCustomer('named', '您好，请问是…先生吗？我是三声示例公司的客服'),
    person('the words about the order (您的订单……): the agent has it before them'),
  ),
  rule('explain.technical', '由于我们技术的问题…', heard('phrases', '由于我们技术的问题')),
  rule(
    'explain.write_down',
    '麻烦您记录一下好吗；谢谢，请记录',
    heard('phrases', '麻烦您记录一下，好吗…谢谢，请记录'),
  ),
  rule(
    'callback.purpose',
    '禁止使用公司电话呼出私人电话',
    elsewhere('scenarios/callback.purpose', 'phone cannot dial an outside number'),
  ),
  rule('privacy.customer', '泄露客户资料', elsewhere('log/mask', 'is masked in its fields')),
  rule(
    'prompts.rate',
    '每分鐘120個字左右',
    elsewhere('prompts/committed', 'characters a minute in Chinese'),
    person('how fast people speak'),
  ),
  rule(
    'prompts.volume',
    '音量以客户需要为准',
    elsewhere('prompts/committed', 'is as loud as the others'),
    person('people speak up when asked'),
  ),
  rule(
    'prompts.forbidden',
    '十六条禁语',
    elsewhere('prompts/committed', 'none of the forbidden phrases'),
    person('what people say'),
  ),
  rule(
    'hold.promise',
    '咨询相关人员或让负责人给您回电话，您看可以吗？',
    heard('promised', '让负责人给您回电话，您看可以吗'),
  ),
];
