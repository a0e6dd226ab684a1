package xnorsim.nir.graph;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import xnorsim.base.InputException;

/**
 * What stands between the bytes of a chunk in a file and those of its elements: gzip, shuffle, LZF and the checksum
 * Fletcher32, each undone unless the chunk's mask says that it was left out. Every other filter is refused by name.
 *
 * @param place   prefix of every error message
 * @param filters in the order in which they were applied
 */
record HdfFilters(String place, List<FilterInfo> filters) {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER = 3;
    private static final int LZF = 32000;
    /** Names of filters that are not undone here, from the registry of HDF5. */
    private static final Map<Integer, String> OTHERS = Map.of(4, "szip", 5, "nbit", 6, "scaleoffset", 32001, "blosc",
            32004, "lz4", 32008, "bitshuffle", 32013, "zfp", 32015, "zstd", 32026, "blosc2", 307, "bzip2");
    /** Bytes that a chunk may have more between two filters than at its end: checksums, markers. */
    private static final int MAX_EXTRA = 1024;
    private static final String DAMAGED = ": is damaged: ";

    HdfFilters {
        filters = List.copyOf(filters);
    }

    /**
     * The elements of a chunk.
     *
     * @param stored what the file holds
     * @param mask   filters that were left out, by their place in the order
     * @param size   bytes of the elements
     */
    byte[] decoded(byte[] stored, BitSet mask, int size) {
        byte[] bytes = stored;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if (!mask.get(i)) {
                bytes = undone(filters.get(i), bytes, size);
            }
        }
        if (bytes.length != size) {
            throw damaged("a chunk has " + bytes.length + " bytes, expected " + size);
        }
        return bytes;
    }

    private byte[] undone(FilterInfo filter, byte[] bytes, int size) {
        return switch (filter.getId()) {
            case DEFLATE -> inflated(bytes, size + MAX_EXTRA);
            case SHUFFLE -> ordered(bytes, filter.getData());
            case FLETCHER -> verified(bytes);
            case LZF -> expanded(bytes, size + MAX_EXTRA);
            default -> throw new InputException(place + ": is stored with the filter " + name(filter)
                    + ", expected none or gzip, shuffle, lzf or fletcher32, as h5py writes them");
        };
    }

    private static String name(FilterInfo filter) {
        String written = filter.getName().replaceAll("[^ -~]", "?");
        return OTHERS.getOrDefault(filter.getId(), written.substring(0, Math.min(written.length(), 40))) + " (number "
                + filter.getId() + ")";
    }

    private InputException damaged(String what) {
        return new InputException(place + DAMAGED + what);
    }

    private byte[] inflated(byte[] bytes, int most) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            byte[] out = new byte[most];
            int length = 0;
            while (!inflater.finished() && length < most) {
                int more = inflater.inflate(out, length, most - length);
                if (more == 0 && !inflater.finished()) {
                    throw damaged("its gzip data are truncated");
                }
                length += more;
            }
            return Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            throw new InputException(place + DAMAGED + "its gzip data cannot be read", e);
        } finally {
            inflater.end();
        }
    }

    /** Shuffle lays the first bytes of all elements side by side, then the second ones; a rest stays at the end. */
    private static byte[] ordered(byte[] bytes, int[] parameters) {
        int size = parameters.length == 0 ? 1 : parameters[0];
        if (size <= 1 || size > bytes.length) {
            return bytes;
        }
        byte[] ordered = bytes.clone();
        int count = bytes.length / size;
        for (int i = 0; i < count; i++) {
            for (int b = 0; b < size; b++) {
                ordered[i * size + b] = bytes[b * count + i];
            }
        }
        return ordered;
    }

    private byte[] verified(byte[] bytes) {
        int length = bytes.length - Integer.BYTES;
        if (length < 0) {
            throw damaged("a chunk is shorter than its checksum");
        }
        int stored = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
        int sum = fletcher(bytes, length);
        // Files of HDF5 before 1.6.3 have the bytes of both halves the other way round.
        int old = Integer.reverseBytes(Integer.rotateLeft(sum, Short.SIZE));
        if (stored != sum && stored != old) {
            throw damaged("its checksum (fletcher32) does not match its data");
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Fletcher's checksum over 16-bit words, high byte first, an odd byte the high one; sums modulo 2^16 - 1. */
    static int fletcher(byte[] bytes, int length) {
        int first = 0;
        int second = 0;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? bytes[i + 1] & 0xff : 0;
            first = folded(first + (((bytes[i] & 0xff) << 8) | low));
            second = folded(second + first);
        }
        return (second << Short.SIZE) | first;
    }

    /** Modulo 2^16 - 1, with 2^16 - 1 for multiples of it above 0. */
    private static int folded(int sum) {
        return (sum & 0xffff) + (sum >>> Short.SIZE);
    }

    /**
     * LZF: a control byte below 32 is followed by one literal byte more than it says; others repeat bytes that lie up
     * to 8192 back.
     */
    private byte[] expanded(byte[] bytes, int most) {
        byte[] out = new byte[most];
        int length = 0;
        int at = 0;
        try {
            while (at < bytes.length) {
                int control = bytes[at++] & 0xff;
                if (control < 32) {
                    System.arraycopy(bytes, at, out, length, control + 1);
                    at += control + 1;
                    length += control + 1;
                    continue;
                }
                int count = control >>> 5;
                if (count == 7) {
                    count += bytes[at++] & 0xff;
                }
                int from = length - (((control & 31) << 8) | (bytes[at++] & 0xff)) - 1;
                for (int end = length + count + 2; length < end; length++) {
                    out[length] = out[from++];
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new InputException(place + DAMAGED + "its lzf data cannot be read", e);
        }
        return Arrays.copyOf(out, length);
    }
}
