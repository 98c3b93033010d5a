/** E-mail addresses (Go's net/mail, ParseAddress): RFC 5322 without folding, with names before them and comments behind. */

const ATEXT = String.raw`[A-Za-z0-9!#$%&'*+\-/=?^_\x60{|}~\u0080-\u{10ffff}]`;
const DOT_ATOM = String.raw`${ATEXT}+(?:\.${ATEXT}+)*`;
const QTEXT = String.raw`(?:[ \t!#-[\]-~\u0080-\u{10ffff}]|\\[ \t!-~\u0080-\u{10ffff}])`;
const IPV4 = String.raw`(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const DOMAIN = String.raw`(?:${DOT_ATOM}|\[(?:${IPV4}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+)\])`;
const SPACE = String.raw`[ \t]*`;
const ADDRESS = `${SPACE}(?:${DOT_ATOM}|"${QTEXT}+")@${SPACE}${DOMAIN}`;
const COMMENT = String.raw`\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)`;
const FILL = `${SPACE}(?:${COMMENT}${SPACE})*`;
const WORD = String.raw`(?:(?:${ATEXT}|\.)+|"${QTEXT}*")`;
const PHRASE = `${SPACE}${WORD}(?:${FILL}${WORD})*${FILL}`;
const MAILBOX = `(?:${ADDRESS}|(?:${PHRASE})?${SPACE}<${ADDRESS}>)`;
const PATTERN = new RegExp(`^(?:${MAILBOX}${FILL}|${PHRASE}:${MAILBOX}${FILL};${FILL})$`, 'u');

/** Whether it is one address. */
export const isMailbox = (text: string): boolean => text.length <= 1000 && PATTERN.test(text);
