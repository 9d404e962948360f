import { examineSmtp, examineTwilio, type SmtpExamination, type TwilioExamination } from '#channels';
import { isLoopbackUrl, type PlatformConfig } from '#platform';
import type { PortfolioGaps } from '#persistence';
import { fault, type Finding, warning, well } from './finding.js';

const AUTHENTICATE = '20003';
/** A code of Twilio's own, or an HTTP status without one: somebody answered, if not as hoped. */
const ANSWERED = /^(\d+|http-\d+)$/;

type Senders = Pick<PortfolioGaps, 'smsSenders' | 'rcsSenders'>;

export async function lookAtTwilio(
  config: Pick<PlatformConfig, 'twilio'>,
  { smsSenders, rcsSenders }: Senders,
): Promise<Finding[]> {
  // The sandbox takes every sender, and lists none.
  const sandbox = isLoopbackUrl(config.twilio.apiUrl);
  const identities = sandbox ? { sms: [], rcs: [] } : { sms: smsSenders, rcs: rcsSenders };
  return twilio(await examineTwilio(config, identities), sandbox);
}

export function twilio(examination: TwilioExamination, sandbox: boolean): Finding[] {
  if (!examination.reached) return [unreached(examination.code, sandbox)];
  const { status, trial, senders } = examination;
  const account =
    status === 'active'
      ? well('Twilio account', 'active')
      : fault('Twilio account', status, 'Nothing is sent by it: see the Twilio console.');
  const limited =
    trial && !sandbox
      ? [
          warning(
            'Twilio account',
            'a trial',
            'It reaches verified numbers alone, and adds words of its own: upgrade it before you go live.',
          ),
        ]
      : [];
  return [account, ...limited, ...senders.map(sender)];
}

function unreached(code: string, sandbox: boolean): Finding {
  if (ANSWERED.test(code)) return refused(code, sandbox);
  return sandbox
    ? warning('Twilio', `the sandbox does not answer (${code})`, 'It runs while Dunlin does: npm start.')
    : fault(
        'Twilio',
        `does not answer (${code})`,
        'See that this machine reaches it; TWILIO_PROXY_URL names a proxy.',
      );
}

function refused(code: string, sandbox: boolean): Finding {
  const who = sandbox ? 'the sandbox ' : '';
  if (code !== AUTHENTICATE) {
    return fault(
      'Twilio',
      `${who}answers with an error (${code})`,
      'See TWILIO_API_URL and what is said there.',
    );
  }
  return fault(
    'Twilio',
    `${who}refuses the credentials (${code})`,
    sandbox
      ? 'Its token comes from DUNLIN_SECRET unless TWILIO_AUTH_TOKEN names one: give both processes the same.'
      : 'Take TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN from the Twilio console.',
  );
}

function sender({ identity, found }: { identity: string; found: string }): Finding {
  const what = `sender ${identity}`;
  if (found === 'yes') return well(what, 'is of this account');
  if (found === 'no') {
    return fault(
      what,
      'is not of this account',
      'Buy or register it there, or correct the creditor and import it again.',
    );
  }
  return warning(
    what,
    'cannot be looked up',
    'See in the Twilio console that it is registered where your debtors are.',
  );
}

const SMTP_REMEDIES: Readonly<Record<string, string>> = {
  EAUTH: 'The mail server refuses user or password: correct SMTP_URL.',
  ETLS: 'TLS failed: see the certificate of the mail server, and that smtps:// is meant for its port.',
  ESOCKET: 'The connection broke: see port and TLS; port 465 wants smtps://, 587 smtp://.',
  EDNS: 'There is no such host: correct SMTP_URL.',
  ETIMEDOUT: 'It does not answer: see that no firewall holds the port.',
  ECONNECTION: 'Nothing listens there: correct host and port in SMTP_URL.',
};

export async function lookAtSmtp(config: Pick<PlatformConfig, 'smtpUrl' | 'mail'>): Promise<Finding[]> {
  return [smtp(await examineSmtp(config), isLoopbackUrl(config.smtpUrl))];
}

export function smtp(examination: SmtpExamination, here: boolean): Finding {
  if (!examination.reached) {
    const { code } = examination;
    if (here) {
      return warning(
        'mail server',
        `on this machine, does not answer (${code})`,
        'The sandbox runs while Dunlin does: npm start.',
      );
    }
    return fault(
      'mail server',
      `does not take us (${code})`,
      SMTP_REMEDIES[code] ?? 'See SMTP_URL, and the log of the mail server.',
    );
  }
  if (examination.encrypted || here) return well('mail server', here ? 'answers' : 'answers, by TLS');
  return warning(
    'mail server',
    'answers without TLS',
    'Mails and password could be read on the way: use smtps://, or switch STARTTLS on there.',
  );
}
