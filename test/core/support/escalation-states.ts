import { CallDrive } from './call-drive.ts';
import {
  alert,
  alertRings,
  answers,
  asksForDesk,
  COMPLAINTS,
  deskRings,
  forDesk,
  handing,
  hold,
  order,
  orderTwice,
  type Way,
  withPeople,
} from './call-ways.ts';
import { CUSTOMER } from './rules.ts';

/** Calls that are transferred, released automatically or alert a supervisor. */
export const ESCALATION_WAYS: Readonly<Record<string, Way>> = {
  'preQueue: a complaint?': (rules = withPeople) => CallDrive.in(rules, CUSTOMER, COMPLAINTS).wait(500),
  'transferring: chosen by the caller': (rules = withPeople) => {
    const c = CallDrive.in(rules, CUSTOMER, COMPLAINTS).wait(500);
    return c.presses(c.customer, '9').wait(200);
  },
  'transferring: is anybody there': asksForDesk,
  'transferring: the apology': handing,
  'transferring: the apology, the agent has hung up': (rules) => {
    const c = handing(rules);
    return c.ends(c.agent).wait(300);
  },
  'transferring: from hold': (rules = withPeople) => {
    const c = hold(rules);
    return c.presses(c.agent, '*62').give({ type: 'agentsPresent' }).wait(300);
  },
  'waiting: for the desk': forDesk,
  'waiting: for the desk, which rings': deskRings,
  'greeting: taken over': (rules) => answers(deskRings(rules)).wait(300),
  'talking: taken over': (rules) => answers(deskRings(rules)).wait(300).heard().wait(3000),
  'closing: nobody at the desk': (rules) => asksForDesk(rules).give({ type: 'noAgentsPresent' }).wait(300),
  'closing: nobody at the desk any more': (rules) =>
    forDesk(rules).give({ type: 'noAgentsPresent' }).wait(300),
  'enteringNumber: nobody at the desk, and no number': (rules = withPeople) => {
    const c = answers(CallDrive.in(rules, 'anonymous').give({ type: 'agentOffered', agent: '8001' }));
    c.wait(500).heard().wait(3000).presses(c.agent, '*51');
    return c.give({ type: 'noAgentsPresent' }).wait(300);
  },
  'over: handed over, to be written down': (rules) => {
    const c = forDesk(rules);
    return c.ends(c.customer).wait(5);
  },
  'talking: pressed once what ends the call': order('*54'),
  'releasing: the automatic desk': orderTwice('*54'),
  'releasing: the automatic desk, again': (rules) => orderTwice('*54')(rules).heard().wait(300),
  'releasing: misdialled': orderTwice('*55'),
  'releasing: silence at the automatic desk': (rules) =>
    orderTwice('*54')(rules).heard().heard().heard().wait(300),
  'closing: the automatic desk cannot play its phrase': (rules) =>
    orderTwice('*54')(rules).heard('failed').heard().heard().wait(300),
  'talking: on record': order('*57'),
  'alerting: nobody there': alert,
  'alerting: a phone rings': alertRings,
  'alerting: two phones ring': (rules) =>
    alertRings(rules).give({ type: 'agentOffered', agent: '8901' }).wait(500),
  'alerting: nobody picked up': (rules) => alertRings(rules).due().wait(500),
  playingAlert: (rules) => answers(alertRings(rules)).wait(500),
};
