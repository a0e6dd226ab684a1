package xnorsim.trace.vcd.read;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Finds the number of an identifier, without allocation for up to eight characters. */
final class VcdIdentifiers {

    private static final long MIXER = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[64];
    private int[] slots = new int[64];
    private int used;
    private final Map<String, Integer> longer = new HashMap<>();

    /** Assigns a number to an identifier. */
    void put(String identifier, int slot) {
        byte[] characters = identifier.getBytes(StandardCharsets.ISO_8859_1);
        if (characters.length > 8) {
            longer.put(identifier, slot);
            return;
        }
        if (++used > keys.length / 2) {
            grow();
        }
        put(key(characters, 0, characters.length), slot);
    }

    private void put(long key, int slot) {
        int place = place(key);
        keys[place] = key;
        slots[place] = slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldSlots = slots;
        keys = new long[2 * oldKeys.length];
        slots = new int[keys.length];
        for (int k = 0; k < oldKeys.length; k++) {
            if (oldKeys[k] != 0) {
                put(oldKeys[k], oldSlots[k]);
            }
        }
    }

    private int place(long key) {
        int place = (int) ((key * MIXER) >>> 40) & (keys.length - 1);
        while (keys[place] != 0 && keys[place] != key) {
            place = (place + 1) & (keys.length - 1);
        }
        return place;
    }

    private static long key(byte[] characters, int from, int to) {
        long key = 0;
        for (int k = from; k < to; k++) {
            key = (key << 8) | (characters[k] & 0xff);
        }
        return key;
    }

    /** The number of an identifier, -1 if it has none. */
    int find(byte[] characters, int from, int to) {
        if (to - from > 8) {
            Integer slot = longer.get(new String(characters, from, to - from, StandardCharsets.ISO_8859_1));
            return slot == null ? -1 : slot;
        }
        int place = place(key(characters, from, to));
        return keys[place] == 0 ? -1 : slots[place];
    }
}
