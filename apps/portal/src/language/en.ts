import type { Texts } from './texts.js';

/** English. Plain words, the reader addressed as "you". */
export const en: Texts = {
  'page.skip': 'Skip to content',
  'page.languages': 'Page language',
  'page.problem': 'Please check these details',
  'page.privacy':
    'This page uses no scripts and no trackers. Its cookies keep only the language and that you confirmed who you are. We note that it was opened and what you do on it.',
  'page.backToCase': 'Back to the case',
  'page.backToStart': 'Back to the start',

  'landing.title': 'Confirm it is you',
  'landing.intro':
    'You have a message about a case. To protect your data, we first make sure that it reached the right person.',
  'landing.expired': 'For your security we ended the earlier visit. Please confirm your details again.',
  'landing.caseRef': 'Case number',
  'landing.caseRef.hint': 'You will find it in our messages and letters.',
  'landing.oneOf': 'One of these two',
  'landing.oneOf.hint': 'A postcode or a date of birth is enough.',
  'landing.postcode': 'Postcode',
  'landing.postcode.hint': 'For example 00-001. A company may enter its NIP (tax number) here.',
  'landing.birthDate': 'Date of birth',
  'landing.birthDate.hint': 'For example 31.12.1980 (day, month, year)',
  'landing.submit': 'Show my case',

  'identity.caseRef.missing': 'Enter the case number.',
  'identity.oneOf.missing': 'Enter a postcode or a date of birth.',
  'identity.birthDate.unreadable':
    'We cannot read this date. Enter it like this: 31.12.1980 (day, month, year).',
  'identity.mismatch': 'These details do not match. Please check them and try again.',
  'identity.throttled.title': 'Too many attempts',
  'identity.throttled.text':
    'To protect your data, we have paused the check for a while. Nothing has happened and nothing is lost.',
  'identity.throttled.minutes': { one: 'Try again in {n} minute.', other: 'Try again in {n} minutes.' },
  'identity.throttled.hours': { one: 'Try again in {n} hour.', other: 'Try again in {n} hours.' },

  'help.title': 'Cannot confirm your details?',
  'help.text':
    'One of our staff will get in touch and help. Until then we send no automatic messages about this case.',
  'help.submit': 'Ask to be contacted',
  'help.refused.title': 'Please contact us directly',
  'help.refused.text':
    'We cannot pass this request on from here. Please call or write to the company that the message with the link names.',
  'help.done.title': 'One of our staff will contact you',
  'help.done.text':
    'We cannot confirm who you are on this page. We have passed the case to one of our staff, who will call or write. You need not do anything now.',

  'wrong.title': 'This message is not for me',
  'wrong.text':
    'If this message reached the wrong person, press the button. We will delete this number or address and never use it again. Nobody will be told anything.',
  'wrong.submit': 'Delete my number or address',
  'wrong.done.title': 'Thank you, we have deleted this contact',
  'wrong.done.text':
    'We will not write to or call this number or address again. We are sorry for the trouble.',

  'stop.title': 'I do not want such messages',
  'stop.text.rcs':
    'Press the button and we will send no more messages to this number, neither by chat nor by text. This does not end the case itself; you can return to it by this link.',
  'stop.text.sms':
    'Press the button and we will send no more texts to this number. This does not end the case itself; you can return to it by this link.',
  'stop.text.email':
    'Press the button and we will send no more e-mails to this address. This does not end the case itself; you can return to it by this link.',
  'stop.text.other':
    'Press the button and we will not contact you this way again. This does not end the case itself; you can return to it by this link.',
  'stop.submit.rcs': 'Send no messages',
  'stop.submit.sms': 'Send no texts',
  'stop.submit.email': 'Send no e-mails',
  'stop.submit.other': 'Do not contact me this way',
  'stop.done.title': 'Done',
  'stop.done.rcs': 'We will send no more messages to this number, neither by chat nor by text.',
  'stop.done.sms': 'We will send no more texts to this number.',
  'stop.done.email': 'We will send no more e-mails to this address.',
  'stop.done.other': 'We will not contact you this way again.',
  'stop.done.note': 'A message already handed to the operator may still arrive.',
  'stop.all.legend': 'What should we stop?',
  'stop.all.channel.rcs': 'Messages to this number (chat and text)',
  'stop.all.channel.sms': 'Texts to this number',
  'stop.all.channel.email': 'E-mails to this address',
  'stop.all.channel.other': 'Contact this way',
  'stop.all.cease': 'All messages and calls',
  'stop.all.cease.hint':
    'We will not contact you in any way. The amount will still be owed, and the creditor may pursue it in other ways, for example in court.',
  'stop.all.submit': 'Stop',
  'stop.all.done': 'We will not contact you any more. You can return to the case by this link.',

  'case.title': 'Case {ref}',
  'case.balance': 'Left to pay',
  'case.dueDate': 'Due date: {date}',
  'case.overdue': { one: '{n} day past due', other: '{n} days past due' },
  'case.dueToday': 'due today',
  'case.dueIn': { one: 'in {n} day', other: 'in {n} days' },
  'case.creditor': 'Creditor',
  'case.for': 'For',
  'case.returned': 'The payment was not completed. You can try again at any time.',

  'pay.title': 'Pay',
  'pay.amount': 'How much would you like to pay?',
  'pay.full': 'In full: {amount}',
  'pay.part': 'A part',
  'pay.partAmount': 'Amount ({currency})',
  'pay.partAmount.hint': 'From {minimum} to {balance}, for example {example}',
  'pay.submit': 'Go to payment',
  'pay.transfer': 'You can pay by bank transfer:',
  'pay.contact': 'To pay, please contact us: our details are at the end of this page.',
  'pay.note':
    'We will take you to the payment provider’s page. You will see the amount once more before you pay.',
  'pay.choose': 'Choose how much you would like to pay.',
  'pay.both': 'You chose to pay in full but entered another amount. Please choose one of the two.',
  'pay.unreadable': 'We cannot read this amount. Enter it like this: {example}.',
  'pay.tooLittle': 'The smallest part payment is {minimum}.',
  'pay.tooMuch': 'This is more than is left to pay ({balance}).',
  'pay.unreachable.title': 'Online payments are not working at the moment',
  'pay.unreachable.text': 'No money was taken. Try again in a few minutes, or make a bank transfer.',
  'pay.again': 'Try again',
  'bank.title': 'Bank transfer',
  'bank.recipient': 'Recipient',
  'bank.account': 'Account number',
  'bank.reference': 'Reference',
  'bank.amount': 'Amount',
  'bank.note': 'A transfer is usually booked within one or two working days.',

  'paid.received.title': 'Thank you, your payment arrived',
  'paid.received.text': 'We received {amount}.',
  'paid.received.rest': '{balance} is left to pay.',
  'paid.received.nothing': 'There is nothing left to pay.',
  'paid.open.title': 'Waiting for your payment to be confirmed',
  'paid.open.text':
    'The payment provider has not confirmed the payment of {amount} yet. This usually takes a few minutes. Please do not pay twice.',
  'paid.open.again': 'Check again',
  'paid.cancelled.title': 'The payment did not go through',
  'paid.cancelled.text': 'We did not receive the payment of {amount}. You can try again.',
  'paid.neutral.title': 'Thank you',
  'paid.neutral.text':
    'If you paid, we will book the payment as soon as the provider confirms it. To see the details, confirm who you are.',

  'others.title': 'Other cases that we wrote about',
  'others.text': 'The same message is about these cases, too. Each is opened and paid by itself.',
  'others.open': 'Open case {ref}',

  'invoices.title': 'Invoices',
  'invoices.paid': 'paid',

  'sum.title': 'What this amount is made of',
  'sum.principal': 'Principal',
  'sum.interest': 'Interest',
  'sum.costs': 'Costs',
  'sum.payment': 'Payment of {date}',
  'sum.otherPaid': 'Other payments and corrections',
  'sum.balance': 'Left to pay',

  'stage.title': 'What is happening in the case',
  'stage.pre_due': 'The due date has not passed yet. This is only a reminder.',
  'stage.early': 'The due date passed recently. At this stage we send reminders.',
  'stage.mid':
    'The due date passed more than 30 days ago. At this stage we ask you to pay or to get in touch.',
  'stage.late':
    'The due date passed more than 60 days ago. At this stage one of our staff may decide on the next steps.',
  'stage.pre_legal':
    'The case is at the demand stage. After the time given in the demand, one of our staff decides on the next steps.',
  'stage.legal': 'The case is at the court stage. One of our staff decides on the next steps.',
  'stage.enforcement': 'The case is at the enforcement stage. One of our staff decides on the next steps.',
  'stage.sent': 'Messages and calls so far: {n}',
  'stage.earlier': 'and {n} earlier',
  'stage.channel.rcs': 'chat message',
  'stage.channel.sms': 'text',
  'stage.channel.email': 'e-mail',
  'stage.channel.voice': 'phone call',
  'stage.channel.other': 'message',
  'agreed.promise': 'You said that you would pay {amount} by {date}.',
  'agreed.plan':
    'A plan of instalments is running. The next instalment ({number} of {of}): {amount} by {date}.',
  'agreed.stage': 'There is an agreement about paying. While it stands, we ask for nothing else.',
  'next.promise': 'Before that day we send at most one reminder of this payment, and nothing else.',
  'next.instalments':
    'Before each instalment we send one reminder, and no other request for payment as long as instalments arrive on time.',
  'next.title': 'What comes next',
  'next.plan.date':
    'If nothing changes, the next step, such as another message, comes no earlier than {date}.',
  'next.plan': 'If the amount stays unpaid, we will get in touch again.',
  'next.person':
    'One of our staff is looking after the case. Until they are done, we send no automatic messages about it.',
  'next.dispute': 'We are looking into your objection. While we do, we send no reminders about this case.',
  'next.held': 'Messages about this case are paused for now.',
  'next.cease': 'As you asked, we do not contact you. You can pay or write to us on this page.',
  'next.nothing': 'We have no messages planned for this case.',
  'next.paying': 'Once the whole amount is paid, the case ends and we send no more reminders about it.',

  'talk.title': 'Talk to a person',
  'talk.intro':
    'A question, or unable to pay now? Write to us and one of our staff will get in touch. Until then we send no reminders about this case.',
  'talk.message': 'Your message',
  'talk.message.hint': 'Tell us in your own words how we can help.',
  'talk.when': 'When is a good time to contact you?',
  'talk.when.any': 'Any time',
  'talk.when.morning': 'Morning, 8–12',
  'talk.when.afternoon': 'Afternoon, 12–16',
  'talk.when.evening': 'Evening, 16–20',
  'talk.submit': 'Send',
  'talk.missing': 'Write a few words, so that we know how to help.',
  'talk.tooLong': 'The message is too long. It can have up to {limit} characters.',
  'talk.done.title': 'Message sent',
  'talk.done.text':
    'One of our staff will read it and get in touch with you. Until then we send no reminders about this case.',

  'dispute.title': 'I disagree with this debt',
  'dispute.intro':
    'Tell us what is wrong. One of our staff will check it, and until then we send no reminders about this case.',
  'dispute.reason': 'What is wrong?',
  'dispute.submit': 'Send the objection',
  'dispute.missing': 'Tell us what is wrong.',
  'dispute.done.title': 'Objection received',
  'dispute.done.text':
    'One of our staff will check it and answer. Until then we send no reminders about this case.',

  'closed.paid.title': 'Everything is paid',
  'closed.paid.text': 'This case is closed. Thank you; there is nothing more for you to do.',
  'closed.other.title': 'The case is closed',
  'closed.other.text': 'We no longer handle this case. There is nothing for you to do.',
  'person.title': 'One of our staff is looking after this case',
  'person.text':
    'We cannot show the details on this page. If you have a question, write to us and a person will answer.',
  'contact.title': 'Contact',
  'contact.phone': 'Phone',
  'contact.email': 'E-mail',
  'contact.website': 'Website',
  'more.title': 'Something else',
  'leave.submit': 'End the visit',
  'leave.note': 'The visit ends by itself after 30 minutes without activity.',

  'missing.title': 'This link does not work',
  'missing.text':
    'It may have expired or been copied only in part. Open the link from our latest message. If that does not help, answer that message or contact the company that sent it.',
  'formExpired.title': 'This form is no longer valid',
  'formExpired.text': 'The page was open for too long. Nothing was sent. Please open it again and retry.',
  'broken.title': 'Something went wrong on our side',
  'broken.text':
    'We are sorry. Please try again in a moment. If it happens again, give us this number: {incident}.',
};
