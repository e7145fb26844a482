import type { ChosenFile } from './chosen-file';

const NOT_SENT = '文件没有传上去，请检查网络后重试。';

interface Refused {
  error?: { message?: string; fields?: Record<string, string[]> };
}

function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isUploaded(answer: unknown): answer is ChosenFile {
  return typeof answer === 'object' && answer !== null && 'id' in answer && 'href' in answer;
}

/** The sentence to show for an answer that is no file: of the server, or that the session has ended. */
function reasonOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) {
    return '登录可能已经结束。请在新窗口登录，再回来上传；这一页填写的内容不会丢失。';
  }
  const { error } = answer as Refused;
  return error?.fields?.file?.[0] ?? error?.fields?.name?.[0] ?? error?.message ?? NOT_SENT;
}

/** Sends one file to where the site takes files in. Rejects with a sentence for the person; `onProgress` takes 0 to 100. */
export function sendFile(uploadPath: string, file: File, onProgress: (percent: number) => void): Promise<ChosenFile> {
  return new Promise((resolve, reject) => {
    // Only XMLHttpRequest tells how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.open(
      'POST',
      `${uploadPath}${uploadPath.includes('?') ? '&' : '?'}${new URLSearchParams({ name: file.name })}`,
    );
    // Whatever its name ends in, it is no form; what is inside decides.
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? Math.round((loaded / total) * 100) : 0);
    request.onload = () => {
      const answer = readAnswer(request.responseText);
      if (isUploaded(answer)) resolve(answer);
      else reject(new Error(request.status === 413 ? '文件太大，请压缩后再传。' : reasonOf(answer)));
    };
    request.onerror = () => reject(new Error(NOT_SENT));
    request.send(file);
  });
}
