package xnorsim.trace.vcd.read;

import java.io.IOException;

/** What is wrong with a VCD file: one sentence that names the file and the line. */
public final class VcdFormatException extends IOException {

    private static final long serialVersionUID = 1;

    /** Makes the sentence. */
    VcdFormatException(String file, long line, String fault) {
        super(file + ": line " + line + ": " + fault);
    }
}
