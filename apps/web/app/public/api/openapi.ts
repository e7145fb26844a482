import { z } from 'zod';
import { NAMED_SHAPES, OPERATIONS, type Operation, PATH_PARAMETERS } from './operations';

type Schema = Record<string, unknown>;

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** The named shapes as JSON Schema, each naming the others by reference. */
function componentSchemas(): Record<string, Schema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(NAMED_SHAPES)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    // An identity of its own would make every reference relative to it.
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema as Schema]),
  );
}

function pathParameters({ path }: Operation): Schema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: PATH_PARAMETERS[name],
    schema: { type: 'string' },
  }));
}

/** The query parameters of an operation with what they are for. */
export function parametersOf({ query }: Operation): { name: string; description: string; schema: Schema }[] {
  const { properties = {} } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as Schema;
    return { name, description: String(description ?? ''), schema };
  });
}

const json = (schema: Schema) => ({ 'application/json': { schema } });

/** What every operation answers besides its own: HTTP status and when. */
const FAILURES: Record<string, string> = {
  400: '参数不正确',
  401: '密钥不正确、已到期或已作废',
  404: '没有这个站点、栏目或内容，或者它没有公开',
  410: '这篇内容公开过，已由发布单位撤下',
  429: '请求太多，Retry-After 说明多少秒后再试',
  503: '系统正忙，请稍后再试',
};

const LIMIT_HEADERS = Object.fromEntries(
  [
    ['RateLimit-Limit', '每分钟的次数'],
    ['RateLimit-Remaining', '这一分钟还剩的次数'],
    ['RateLimit-Reset', '多少秒后重新计数'],
  ].map(([name, description]) => [name, { description, schema: { type: 'integer' } }]),
);

function operationObject(operation: Operation): Schema {
  const shape = Object.entries(NAMED_SHAPES).find(([, one]) => one === operation.answer)?.[0] ?? '';
  return {
    operationId: operation.id,
    summary: operation.summary,
    parameters: [
      ...pathParameters(operation),
      ...parametersOf(operation).map((one) => ({ in: 'query', required: false, ...one })),
    ],
    responses: {
      200: { description: operation.summary, headers: LIMIT_HEADERS, content: json(reference(shape)) },
      304: { description: '和 If-None-Match 所说的相同，没有变化' },
      ...Object.fromEntries(
        Object.entries(FAILURES).map(([status, description]) => [
          status,
          { description, content: json(reference('Error')) },
        ]),
      ),
    },
  };
}

/** The description of the open interfaces in OpenAPI 3.1, made from the shapes that the answers are made of. */
export function openApi(title: string, server: string): Schema {
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1.0.0',
      description:
        '只读，只含公众在网站上能看到的内容。不带密钥按来访地址限制次数；带密钥（Authorization: Bearer zq_…）按密钥的次数。',
    },
    servers: [{ url: server }],
    security: [{}, { partnerKey: [] }],
    paths: Object.fromEntries(
      Object.values(OPERATIONS).map((operation) => [operation.path, { get: operationObject(operation) }]),
    ),
    components: {
      schemas: componentSchemas(),
      securitySchemes: { partnerKey: { type: 'http', scheme: 'bearer', description: '向市信息办申请的接口密钥' } },
    },
  };
}
