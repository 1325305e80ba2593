import { luaScript } from './script.ts';

/** KEYS 1 money, 2 holds, 3 expiries, in every script here. */
const DROP_HOLD = `
local function drop(id)
  redis.call('ZREM', KEYS[3], id)
  local hold = redis.call('HGET', KEYS[2], id)
  if not hold then return false end
  redis.call('HDEL', KEYS[2], id)
  local campaign, day, micros = string.match(hold, '^([^,]*),([^,]*),(%d+)$')
  if micros == '0' then return true end
  redis.call('HINCRBY', KEYS[1], 'wh', '-' .. micros)
  redis.call('HINCRBY', KEYS[1], 'th:' .. campaign, '-' .. micros)
  local field = 'dh:' .. campaign .. ':' .. day
  if redis.call('HINCRBY', KEYS[1], field, '-' .. micros) == 0 then
    redis.call('HDEL', KEYS[1], field)
  end
  return true
end
local function expire(now, limit)
  local ids = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, limit)
  for _, id in ipairs(ids) do drop(id) end
  return #ids
end
`;

/**
 * KEYS 4 settled. ARGV now, decision, campaign, day, daily, total ('' for none), needed, hold, expiry, then the
 * baseline: total, day, wallet. Answers 'ok' or the refusal.
 */
export const reserveScript = luaScript(`${DROP_HOLD}
local now, id, campaign, day = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
expire(now, 1000)
if redis.call('HEXISTS', KEYS[2], id) == 1 or redis.call('EXISTS', KEYS[4]) == 1 then return 'ok' end
local spentDayField = 'd:' .. campaign .. ':' .. day
local heldDayField = 'dh:' .. campaign .. ':' .. day
local found = redis.call('HMGET', KEYS[1],
  't:' .. campaign, 'th:' .. campaign, spentDayField, heldDayField, 'w', 'wh')
local function known(index, field, baseline)
  if found[index] then return tonumber(found[index]) end
  redis.call('HSET', KEYS[1], field, baseline)
  return tonumber(baseline)
end
local spent = known(1, 't:' .. campaign, ARGV[10])
local spentDay = known(3, spentDayField, ARGV[11])
local wallet = known(5, 'w', ARGV[12])
local held, heldDay, walletHeld = tonumber(found[2] or 0), tonumber(found[4] or 0), tonumber(found[6] or 0)
local needed = tonumber(ARGV[7])
if spentDay + heldDay + needed > tonumber(ARGV[5]) then return 'daily-budget' end
if ARGV[6] ~= '' and spent + held + needed > tonumber(ARGV[6]) then return 'total-budget' end
if walletHeld + needed > wallet then return 'wallet' end
redis.call('HSET', KEYS[2], id, campaign .. ',' .. day .. ',' .. ARGV[8])
redis.call('ZADD', KEYS[3], ARGV[9], id)
redis.call('HINCRBY', KEYS[1], 'wh', ARGV[8])
redis.call('HINCRBY', KEYS[1], 'th:' .. campaign, ARGV[8])
redis.call('HINCRBY', KEYS[1], heldDayField, ARGV[8])
return 'ok'
`);

/** ARGV decision. */
export const releaseScript = luaScript(`${DROP_HOLD}
return drop(ARGV[1]) and 1 or 0
`);

/** ARGV now. Answers how many were released. */
export const releaseExpiredScript = luaScript(`${DROP_HOLD}
return expire(ARGV[1], 5000)
`);

/**
 * KEYS 4 settled. ARGV decision, campaign, day, charge, memory in ms. Figures the store does not know stay
 * unknown: the baseline that will fill them is the ledger's, this charge included.
 */
export const settleScript = luaScript(`${DROP_HOLD}
if not redis.call('SET', KEYS[4], '1', 'NX', 'PX', ARGV[5]) then return 0 end
drop(ARGV[1])
if ARGV[4] == '0' then return 1 end
local function add(field, micros)
  if redis.call('HEXISTS', KEYS[1], field) == 1 then redis.call('HINCRBY', KEYS[1], field, micros) end
end
add('w', '-' .. ARGV[4])
add('t:' .. ARGV[2], ARGV[4])
add('d:' .. ARGV[2] .. ':' .. ARGV[3], ARGV[4])
return 1
`);

/** KEYS 1 money. ARGV campaign, total, then day and micros in turn: all other days are forgotten. */
export const syncSpendScript = luaScript(`
local prefix = 'd:' .. ARGV[1] .. ':'
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, #prefix) == prefix then redis.call('HDEL', KEYS[1], field) end
end
redis.call('HSET', KEYS[1], 't:' .. ARGV[1], ARGV[2])
for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], prefix .. ARGV[i], ARGV[i + 1]) end
return 1
`);
