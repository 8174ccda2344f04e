import { answered, callerEnds, endAfter, offerAfter, pauseAfter, rings } from './measures.ts';
import { elsewhere, heard, person, rulesOf } from './rule.ts';

const rule = rulesOf('aftersales');

/** 002, an after-sales hotline. */
export const AFTERSALES = [
  rule('answer.rings', '鈴響三聲必有應答', rings('queue', 3)),
  rule(
    'answer.greeting',
    '您好！华业售后，工号xxx，请问有什么帮到您',
    heard('phrases', '您好！三声示例公司，工号…请问有什么帮到您'),
  ),
  rule(
    'answer.greeting.transferred',
    '（原文没有写：产品的默认用语）您好！工号…，为您服务',
    heard('complaint', '您好！工号…为您服务'),
  ),
  rule(
    'hear.interrupt',
    '等客户陈述完',
    elsewhere('scenarios/hear.interrupt', 'an agent who waits until the caller has finished keeps'),
  ),
  rule('people.name', '请问贵姓/怎么称呼', heard('phrases', '请问您贵姓…请问怎么称呼您')),
  rule(
    'hold.return',
    'XX先生',
    elsewhere('scenarios/callback.opening.name', 'hold.return by name'),
    person('the agent says the name of a caller, whom no list has'),
  ),
  rule(null, '复述客户所说的问题', person('only who has understood can repeat it')),
  rule('hold.announce', '很抱歉，请您稍等', heard('hold', '对不起，我帮您查询一下，请您稍等片刻')),
  rule(
    'hold.announce',
    '先讲明原因并征询客户意见：好吗？',
    heard('hold', '请您稍等片刻，好吗…谢谢'),
    answered('hold', 'hold.announce'),
  ),
  rule('hold.return', '示忙完毕：非常感谢您的耐心等待', heard('hold', '非常感谢您的耐心等待')),
  rule('hold.limit', '等待超过2分鐘…記錄客戶的資料後…盡快回覆', offerAfter('limit', 120)),
  rule('close.anything', '请问还有什么可以帮到您吗', heard('goodbyeByKey', '请问您还有其它问题吗…祝您愉快')),
  rule(
    'close.goodbye',
    '等用户回答：祝您愉快，谢谢',
    heard('goodbyeByKey', '祝您愉快，谢谢…谢谢您的来电，再见'),
  ),
  rule('close.goodbye', '谢谢您的来电，再见', heard('hold', '谢谢您的来电，再见')),
  rule(
    'close.caller.first',
    '等用户挂上电话后，再挂电话',
    elsewhere('asterisk/closing', 'close.caller.first: kept'),
  ),
  rule(
    'close.record',
    '及时记录',
    elsewhere('scenarios/close.record', 'breaks the clause and gets the next call'),
  ),
  rule(
    'hold.promise',
    '接到疑问：稍后安排专业人员电话给您',
    heard('promised', '把您的问题记录下来，我们会尽快给您回复，好吗…稍后安排专业人员电话给您'),
  ),
  rule(
    'callback.number',
    '请问这个号码可以联系到您吗？若不是，记录实际号码',
    heard('promised', '请问这个号码可以联系到您吗'),
    elsewhere('scenarios/hold.promise.key', 'key 2: another number is keyed in, read back and confirmed'),
  ),
  rule(
    'hear.silent',
    '無聲電話：您好，您的电话已接通',
    heard('silent', '您好，您的电话已接通'),
    pauseAfter('silent', 'hear.silent', 1, 3),
  ),
  rule(
    'hear.silent',
    '間隔3秒左右第二步：您好，您的电话已接通，请问您能听见我的声音吗？',
    heard('silent', '您好，您的电话已接通，请问您能听见我的声音吗'),
    pauseAfter('silent', 'hear.silent', 2, 3),
  ),
  rule(
    'hear.silent',
    '对不起，听不到您的声音，请您换一部话机再拨，谢谢；停頓2秒後掛機',
    heard('silent', '对不起，听不到您的声音，请您换一部话机再拨，谢谢'),
    endAfter('silent', 'hear.silent', 3, 2),
  ),
  rule(
    'hear.noise',
    '雜音：我听不清您的讲话，麻烦您大声一点（twice）',
    heard('noise', '我听不清您的讲话，麻烦您大声一点好吗…我听不清您的讲话，麻烦您大声一点'),
  ),
  rule(
    'hear.noise',
    '電話聲音太小，請換一部電話再撥，停頓2秒後掛機',
    heard('noise', '电话声音太小，请您换一部电话再拨'),
    endAfter('noise', 'hear.noise', 3, 2),
  ),
  rule(
    'hear.signal',
    '信號弱：请您将手机换个方向再试一试；请您换一部话机再拨；停頓2秒後掛機',
    heard('signal', '请您将手机换个方向再试一试…请您换一部话机再拨'),
    endAfter('signal', 'hear.signal', 2, 2),
  ),
  rule('hear.handsfree', '免提：请您拿起话筒说话', heard('phrases', '请您拿起话筒说话')),
  rule('hear.repeat', '没听清：请您重复一遍', heard('phrases', '我没听清您的讲话，请您重复一遍')),
  rule(
    'hear.oneway',
    '客户听不清：提高音量，换一部话机',
    heard('phrases', '我把声音提高一点，请问您现在能听清吗…请您换一部话机再拨'),
  ),
  rule(
    'hear.noresponse',
    '解答过程中无回应：我这样说，您明白吗；您能听清我说话吗',
    heard('phrases', '我这样说，您明白吗…您能听清我说话吗'),
  ),
  rule(
    'explain.again',
    '请允许我再解释一遍；也许我说的不够清楚',
    heard('phrases', '请允许我再解释一遍…也许我说的不够清楚，请允许我再解释一遍'),
  ),
  rule('explain.understood', '确认是否明了', heard('phrases', '请问我这样解释，您清楚吗')),
  rule('outage.notice', '大面积障碍公告', heard('outage', '由于您所在的地区突发障碍…我们深表歉意')),
  rule(
    'hold.hurried',
    '客户焦急：我理解您的心情，您别急，我马上帮您处理',
    heard('phrases', '我理解您的心情，您别急，我马上帮您处理'),
  ),
  rule(
    'answer.late.apology',
    '投诉热线难拨通：对不起，让您久等了，现在线路比较繁忙',
    heard('late', '对不起，让您久等了，现在线路比较繁忙，请问有什么可以帮到您'),
  ),
  rule('hear.detail', '投诉工作人员的：您能不能详细说一下', heard('phrases', '请问您能不能详细说一下')),
  rule(
    'people.supervisor',
    '破口大骂：安抚，稍后答复，记录联系方式',
    heard('supervisor', '我理解您的心情'),
    heard('supervisorAlone', '我已经把您的问题记录下来，我们会尽快给您回复'),
    elsewhere(
      'scenarios/people.supervisor',
      'a callback within the time of the standard is promised when no supervisor is available',
    ),
  ),
  rule('people.leader', '要求找领导：请您交给我为您处理好吗', heard('phrases', '请您交给我为您处理，好吗')),
  rule(
    'people.complaint',
    '投诉：请稍等，我帮您转给专门负责投诉的工作人员',
    heard('complaint', '很抱歉，给您添麻烦了。请稍等，我帮您转给专门负责投诉的工作人员'),
  ),
  rule('people.complaint', '不接受：留电话，专人联系', heard('complaintAlone', '专人尽快给您回电')),
  rule('people.suggestion', '建议：谢谢您提出的宝贵意见', heard('phrases', '谢谢您提出的宝贵意见')),
  rule('people.thanks', '表示感谢：不客气', heard('phrases', '不客气，这是我们应该做的')),
  rule('people.praise', '受表扬', heard('phrases', '谢谢您的表扬')),
  rule(
    'callback.done',
    '约定的时间内把详细情况告知',
    elsewhere('scenarios/callback.done', 'a callback that ends late breaks'),
  ),
  rule('language.caller', '方言第一步：请您慢慢讲', heard('phrases', '请您慢慢讲')),
  rule(
    'language.caller',
    '方言第二步：同事来',
    heard('language', '对不起，我为您转接讲普通话的同事，请您稍等'),
  ),
  rule(
    'people.beyond',
    '超出权限：我会尽快反映给上级部门处理',
    heard('phrases', '这超出了我的权限范围…反映给上级部门处理'),
  ),
  rule(
    'people.nuisance',
    '骚扰：请您挂机；纠缠：转自动台',
    heard('nuisance', '您的要求不在我们的服务范围内，请您挂机'),
  ),
  rule('people.nuisance', '不可以直接挂断', heard('nuisance', '这里是自动服务台'), callerEnds('nuisance')),
  rule(
    'prompts.forbidden',
    '不说“不对”“错了”',
    elsewhere('prompts/committed', 'none of the forbidden phrases'),
    person('what people say'),
  ),
  rule(
    'callback.appointment',
    '约定的时间内把详细情况告知',
    elsewhere('scenarios/callback.appointment', 'the customer is called then'),
  ),
  rule(
    'people.urgent',
    '纠缠：或报告主管',
    elsewhere('scenarios/people.urgent', 'the phones of all free supervisors ring at once'),
  ),
];
