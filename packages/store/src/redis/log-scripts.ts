import { luaScript } from './script.ts';

/** Positions are pairs of whole numbers as decimal strings: longer is larger, else by character. */
const IS_AFTER = `
local function compare(a, b)
  if #a ~= #b then return #a - #b end
  if a == b then return 0 end
  return a < b and -1 or 1
end
local function isAfter(x, s, oldX, oldS)
  if not oldX then return true end
  local byTransaction = compare(x, oldX)
  if byTransaction ~= 0 then return byTransaction > 0 end
  return compare(s, oldS) > 0
end
`;

/** KEYS 1 profile. ARGV xid, seq ('' both for none), json. An older profile is ignored. */
export const writeProfileScript = luaScript(`${IS_AFTER}
local old = redis.call('HMGET', KEYS[1], 'x', 's')
if old[1] and old[1] ~= '' and isAfter(old[1], old[2], ARGV[1], ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], 'x', ARGV[1], 's', ARGV[2], 'json', ARGV[3])
return 1
`);

/** KEYS 1 position. ARGV xid, seq. Never moves backwards. */
export const savePositionScript = luaScript(`${IS_AFTER}
local old = redis.call('HMGET', KEYS[1], 'x', 's')
if not isAfter(ARGV[1], ARGV[2], old[1], old[2]) then return 0 end
redis.call('HSET', KEYS[1], 'x', ARGV[1], 's', ARGV[2])
return 1
`);

/**
 * KEYS 1 stats, 2 changed. ARGV xid, seq, then field and \`impressions,clicks,conversions\` in turn. Adds once
 * per position; every field remembers the version that changed it.
 */
export const addStatsScript = luaScript(`${IS_AFTER}
local old = redis.call('HMGET', KEYS[1], 'x', 's')
if not isAfter(ARGV[1], ARGV[2], old[1], old[2]) then return 0 end
local version = redis.call('HINCRBY', KEYS[1], 'n', 1)
redis.call('HSET', KEYS[1], 'x', ARGV[1], 's', ARGV[2])
local pattern = '^(%d+),(%d+),(%d+)$'
for i = 3, #ARGV, 2 do
  local field = ARGV[i]
  local a, b, c = string.match(ARGV[i + 1], pattern)
  local x, y, z = string.match(redis.call('HGET', KEYS[1], field) or '0,0,0', pattern)
  redis.call('HSET', KEYS[1], field,
    string.format('%.0f,%.0f,%.0f', a + x, b + y, c + z))
  redis.call('ZADD', KEYS[2], version, field)
end
return 1
`);

/** KEYS 1 pacing. ARGV json. */
export const writePacingScript = luaScript(`
redis.call('HSET', KEYS[1], 'json', ARGV[1])
return redis.call('HINCRBY', KEYS[1], 'n', 1)
`);

/** KEYS 1 online. ARGV market id, json. */
export const writeOnlineScript = luaScript(`
redis.call('HSET', KEYS[1], 'json:' .. ARGV[1], ARGV[2])
return redis.call('HINCRBY', KEYS[1], 'n:' .. ARGV[1], 1)
`);
