export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 72;

const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** Why a password is not good enough (domain §9.1), as a sentence; undefined when it is. */
export function passwordRefusal(password: string, username: string): string | undefined {
  if ([...password].length < PASSWORD_MIN) return `密码至少 ${PASSWORD_MIN} 个字符。`;
  if ([...password].length > PASSWORD_MAX) return `密码最长 ${PASSWORD_MAX} 个字符。`;
  if (KINDS.filter((kind) => kind.test(password)).length < 3) {
    return '密码要包含大写字母、小写字母、数字、符号中的三种。';
  }
  if (username && password.toLowerCase().includes(username.toLowerCase())) return '密码不能包含用户名。';
  return undefined;
}
