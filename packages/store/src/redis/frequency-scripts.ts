import { luaScript } from './script.ts';

/** KEYS 1 showings. Calls \`each(leaves, id, window)\` for every showing of an ad group. */
const EACH_SHOWING = `
local function each(group, visit)
  local showings = redis.call('HGET', KEYS[1], group) or ''
  for leaves, id, window in string.gmatch(showings, '(%d+),([^,;]*),(%d+);') do
    visit(leaves, id, window)
  end
end
local function write(group, kept)
  if #kept == 0 then redis.call('HDEL', KEYS[1], group)
  else redis.call('HSET', KEYS[1], group, table.concat(kept)) end
end
`;

/** ARGV now, ad group, decision, cap, window, leaves. Answers 1 when the showing fits under the cap. */
export const claimShowingScript = luaScript(`${EACH_SHOWING}
local now, kept, mine = tonumber(ARGV[1]), {}, false
each(ARGV[2], function(leaves, id, window)
  if tonumber(leaves) > now then
    kept[#kept + 1] = leaves .. ',' .. id .. ',' .. window .. ';'
    if id == ARGV[3] then mine = true end
  end
end)
local fits = mine or #kept < tonumber(ARGV[4])
if fits and not mine then
  kept[#kept + 1] = ARGV[6] .. ',' .. ARGV[3] .. ',' .. ARGV[5] .. ';'
end
write(ARGV[2], kept)
local ttl = tonumber(ARGV[5]) + 86400000
if redis.call('PTTL', KEYS[1]) < ttl then redis.call('PEXPIRE', KEYS[1], ttl) end
return fits and 1 or 0
`);

/** ARGV ad group, decision. */
export const releaseShowingScript = luaScript(`${EACH_SHOWING}
local kept = {}
each(ARGV[1], function(leaves, id, window)
  if id ~= ARGV[2] then kept[#kept + 1] = leaves .. ',' .. id .. ',' .. window .. ';' end
end)
write(ARGV[1], kept)
return 1
`);

/**
 * ARGV ad group, decision, when it was rendered: it counts for its whole window from then. ARGV 4: the window
 * of a showing that is not known and shall be, else empty.
 */
export const confirmShowingScript = luaScript(`${EACH_SHOWING}
local kept, found = {}, 0
each(ARGV[1], function(leaves, id, window)
  if id == ARGV[2] then
    leaves = string.format('%.0f', tonumber(ARGV[3]) + tonumber(window))
    found = 1
  end
  kept[#kept + 1] = leaves .. ',' .. id .. ',' .. window .. ';'
end)
if found == 0 and ARGV[4] ~= '' then
  local window = tonumber(ARGV[4])
  kept[#kept + 1] = string.format('%.0f', tonumber(ARGV[3]) + window) .. ',' .. ARGV[2] .. ',' .. ARGV[4] .. ';'
  write(ARGV[1], kept)
  local ttl = window + 86400000
  if redis.call('PTTL', KEYS[1]) < ttl then redis.call('PEXPIRE', KEYS[1], ttl) end
  return 1
end
if found == 1 then write(ARGV[1], kept) end
return found
`);
