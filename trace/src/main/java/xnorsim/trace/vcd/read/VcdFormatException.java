package xnorsim.trace.vcd.read;

import java.io.IOException;

/** An error in a VCD file: one sentence that names the file and the line. */
public final class VcdFormatException extends IOException {

    private static final long serialVersionUID = 1;

    /** Builds the sentence. */
    VcdFormatException(String file, long line, String fault) {
        super(file + ": line " + line + ": " + fault);
    }
}
