;; What the scanner does for each byte, in SIMD: in some two fifths of the time that the same takes in JavaScript.
;; `scanner-module.ts` holds this text assembled. Its test assembles it anew and compares; with VNFLOW_UPDATE_GOLDEN=1 it writes that file.
;;
;; Memory is laid out by `memory.ts`. All positions are addresses in it. Nothing is checked here that the caller could not check as
;; well: what is not quite as expected is left to it.
(module
  (import "scan" "memory" (memory 1))

  ;; Reads the string of JSON whose characters begin at $in, and writes what it says to $out, up to 64 bytes too much. Gives where the
  ;; string ends, its closing quote included; -1 where it has no end, a byte that is no ASCII or below a blank, or an escape of anything
  ;; but a quote and a backslash.
  ;;
  ;; $parts: room for where what was written ends, and, 16 bytes behind, for each set of eight bytes, one bit a byte, the places of those
  ;; that are not in it.
  (func (export "unescape")
    (param $in i32) (param $out i32) (param $parts i32) (result i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $sought v128)
    (local $backslash i64) (local $quote i64) (local $stop i64) (local $odd i64)
    (local $escape i64) (local $escaped i64) (local $carry i64)
    (local $from i32) (local $to i32)
    (loop $block
      (local.set $a (v128.load offset=0 (local.get $in)))
      (local.set $b (v128.load offset=16 (local.get $in)))
      (local.set $c (v128.load offset=32 (local.get $in)))
      (local.set $d (v128.load offset=48 (local.get $in)))
      ;; One bit a byte: backslashes, quotes, what may not stand in a string.
      (local.set $sought (i8x16.splat (i32.const 0x5c)))
      (local.set $backslash
        (i64.or
          (i64.or
            (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $a) (local.get $sought))))
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $b) (local.get $sought)))) (i64.const 16)))
          (i64.or
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $c) (local.get $sought)))) (i64.const 32))
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $d) (local.get $sought)))) (i64.const 48)))))
      (local.set $sought (i8x16.splat (i32.const 0x22)))
      (local.set $quote
        (i64.or
          (i64.or
            (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $a) (local.get $sought))))
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $b) (local.get $sought)))) (i64.const 16)))
          (i64.or
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $c) (local.get $sought)))) (i64.const 32))
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (local.get $d) (local.get $sought)))) (i64.const 48)))))
      (local.set $sought (i8x16.splat (i32.const 0x20)))
      (local.set $stop
        (i64.or
          (i64.or
            (i64.extend_i32_u (i8x16.bitmask (i8x16.lt_s (local.get $a) (local.get $sought))))
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.lt_s (local.get $b) (local.get $sought)))) (i64.const 16)))
          (i64.or
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.lt_s (local.get $c) (local.get $sought)))) (i64.const 32))
            (i64.shl (i64.extend_i32_u (i8x16.bitmask (i8x16.lt_s (local.get $d) (local.get $sought)))) (i64.const 48)))))
      ;; The odd backslashes of each row of them escape what follows; subtraction carries from the first of a row to its end. This is the
      ;; way of simdjson.
      (local.set $escape (i64.and (local.get $backslash) (i64.xor (local.get $carry) (i64.const -1))))
      (local.set $odd
        (i64.xor
          (i64.sub
            (i64.or (i64.shl (local.get $escape) (i64.const 1)) (i64.const 0xaaaaaaaaaaaaaaaa))
            (local.get $escape))
          (i64.const 0xaaaaaaaaaaaaaaaa)))
      (local.set $escaped (i64.xor (local.get $odd) (i64.or (local.get $backslash) (local.get $carry))))
      (local.set $escape (i64.and (local.get $odd) (local.get $backslash)))
      (local.set $carry (i64.shr_u (local.get $escape) (i64.const 63)))
      ;; The quote that closes the string stops, too, and an escape of anything but a quote and a backslash.
      (local.set $stop
        (i64.or
          (local.get $stop)
          (i64.or
            (i64.and (local.get $quote) (i64.xor (local.get $escaped) (i64.const -1)))
            (i64.and
              (local.get $escaped)
              (i64.xor (i64.or (local.get $quote) (local.get $backslash)) (i64.const -1))))))
      ;; Eight bytes at once without those that escape. What is written too much is written over.
      (local.set $odd (local.get $escape))
      (local.set $from (local.get $in))
      (local.set $to (local.get $out))
      (local.set $in (i32.add (local.get $in) (i32.const 64)))
      (loop $eight
        (v128.store64_lane 0 (local.get $out)
          (i8x16.swizzle
            (v128.load64_zero (local.get $from))
            (v128.load64_zero offset=16
              (i32.add
                (local.get $parts)
                (i32.shl (i32.and (i32.wrap_i64 (local.get $odd)) (i32.const 255)) (i32.const 3))))))
        (local.set $out
          (i32.sub
            (i32.add (local.get $out) (i32.const 8))
            (i32.popcnt (i32.and (i32.wrap_i64 (local.get $odd)) (i32.const 255)))))
        (local.set $odd (i64.shr_u (local.get $odd) (i64.const 8)))
        (local.set $from (i32.add (local.get $from) (i32.const 8)))
        (br_if $eight (i32.lt_u (local.get $from) (local.get $in))))
      (br_if $block (i64.eqz (local.get $stop))))
    ;; The bytes of the last block that come before the stop, without those that escape.
    (local.set $odd (i64.sub (i64.and (local.get $stop) (i64.sub (i64.const 0) (local.get $stop))) (i64.const 1)))
    (i32.store (local.get $parts)
      (i32.add
        (local.get $to)
        (i32.wrap_i64
          (i64.popcnt (i64.and (local.get $odd) (i64.xor (local.get $escape) (i64.const -1)))))))
    (local.set $in
      (i32.add (i32.sub (local.get $in) (i32.const 64)) (i32.wrap_i64 (i64.ctz (local.get $stop)))))
    (if (result i32)
      (i32.and
        (i32.eq (i32.load8_u (local.get $in)) (i32.const 0x22))
        (i64.eqz (i64.and (local.get $escaped) (i64.shl (i64.const 1) (i64.ctz (local.get $stop))))))
      (then (i32.add (local.get $in) (i32.const 1)))
      (else (i32.const -1))))

  ;; The number that eight digits make, the first in the lowest byte, each as its value.
  (func $number8 (param $digits i64) (result i64)
    (local.set $digits
      (i64.add (i64.mul (local.get $digits) (i64.const 10)) (i64.shr_u (local.get $digits) (i64.const 8))))
    (i64.shr_u
      (i64.add
        (i64.mul (i64.and (local.get $digits) (i64.const 0xff000000ff)) (i64.const 0xf424000000064))
        (i64.mul
          (i64.and (i64.shr_u (local.get $digits) (i64.const 16)) (i64.const 0xff000000ff))
          (i64.const 0x271000000001)))
      (i64.const 32)))

  ;; Reads the pairs of an object from $p on, each where it has the key that is expected and a plain text, a plain number or null, and
  ;; nothing but a comma or the closing brace behind it. The first expected is number $key, the others follow it. Gives where the object
  ;; ends, as a number below 0; else where the first pair begins that is not so, of which nothing is kept then.
  ;;
  ;; $shape: marks, numbers and texts of the target, the quote and its bytes, the first place of numbers that come as texts, the first
  ;; place that is not read here, keys and masks. Then comes what is told at such a pair: which key is expected, and where its value begins;
  ;; 0 where it is another key; last the count of the object that was read last, as its target has it: when it is another all numbers
  ;; are set to what is none.
  ;; Keys: 64 bytes each: the key as it is written in 32, its bytes, its place, and the rest of its row as zeros: where that text stands,
  ;; its bytes and how many keys it has.
  ;; Masks: for each count of bytes up to 32 so many that are set, of 32; then powers of ten.
  (func (export "pairs")
    (param $p i32) (param $key i32) (param $shape i32) (result i32)
    (local $keys i32) (local $masks i32) (local $turn i32)
    (local $marks i32) (local $numbers i32) (local $texts i32) (local $quote i32) (local $width i32)
    (local $firstNumber i32) (local $firstInner i32) (local $quoteMask i32)
    (local $entry i32) (local $place i32) (local $value i32) (local $start i32) (local $end i32) (local $mark i32)
    (local $count i32) (local $n i32) (local $mask i32) (local $isText i32) (local $isBelow i32)
    (local $digits i64) (local $whole i64) (local $number f64)
    (local.set $marks (i32.load offset=0 (local.get $shape)))
    (local.set $numbers (i32.load offset=4 (local.get $shape)))
    (local.set $texts (i32.load offset=8 (local.get $shape)))
    (local.set $quote (i32.load offset=12 (local.get $shape)))
    (local.set $width (i32.load offset=16 (local.get $shape)))
    (local.set $firstNumber (i32.load offset=20 (local.get $shape)))
    (local.set $firstInner (i32.load offset=24 (local.get $shape)))
    (local.set $keys (i32.load offset=28 (local.get $shape)))
    (local.set $masks (i32.load offset=32 (local.get $shape)))
    (local.set $turn (i32.load (local.get $marks)))
    (if (i32.ne (i32.load offset=44 (local.get $shape)) (local.get $turn))
      (then
        (i32.store offset=44 (local.get $shape) (local.get $turn))
        (local.set $end (local.get $numbers))
        (loop $number
          (v128.store (local.get $end) (i8x16.splat (i32.const 0xff)))
          (local.set $end (i32.add (local.get $end) (i32.const 16)))
          (br_if $number (i32.lt_u (local.get $end) (local.get $texts))))))
    (local.set $quoteMask
      (i32.sub (i32.shl (i32.const 1) (i32.shl (local.get $width) (i32.const 3))) (i32.const 1)))
    (block $other
      (loop $pair
        (local.set $entry (i32.add (local.get $keys) (i32.shl (local.get $key) (i32.const 6))))
        (local.set $count (i32.load offset=32 (local.get $entry)))
        (local.set $mask (i32.add (local.get $masks) (i32.shl (local.get $count) (i32.const 5))))
        (local.set $value (i32.const 0))
        (br_if $other
          (v128.any_true
            (v128.or
              (v128.and
                (v128.xor (v128.load offset=0 (local.get $p)) (v128.load offset=0 (local.get $entry)))
                (v128.load offset=0 (local.get $mask)))
              (v128.and
                (v128.xor (v128.load offset=16 (local.get $p)) (v128.load offset=16 (local.get $entry)))
                (v128.load offset=16 (local.get $mask))))))
        (local.set $value (i32.add (local.get $p) (local.get $count)))
        (local.set $place (i32.load offset=36 (local.get $entry)))
        (br_if $other (i32.ge_u (local.get $place) (local.get $firstInner)))
        ;; A place that has a value: a key that comes twice.
        (br_if $other
          (i32.and
            (i32.lt_u
              (i32.xor
                (i32.load (i32.add (local.get $marks) (i32.shl (local.get $place) (i32.const 2))))
                (local.get $turn))
              (i32.const 8))
            (i32.ne (local.get $place) (i32.const 0))))
        (local.set $start (local.get $value))
        (local.set $isBelow (i32.const 0))
        (local.set $isText (i32.const 0))
        (block $read
          (block $text
            ;; Branches where a choice could be counted, as the processor guesses them, and need not wait to know where the next byte stands:
            ;; nearly all of the time goes into that.
            (if (i32.eq (i32.and (i32.load (local.get $value)) (local.get $quoteMask)) (local.get $quote))
              (then
                (local.set $start (i32.add (local.get $value) (local.get $width)))
                (br_if $text (i32.lt_u (local.get $place) (local.get $firstNumber)))
                (local.set $isText (i32.const 1))))
            (if (i32.eq (i32.load8_u (local.get $start)) (i32.const 0x2d))
              (then
                (local.set $isBelow (i32.const 1))
                (local.set $start (i32.add (local.get $start) (i32.const 1)))))
            (local.set $end (local.get $start))
            (local.set $digits (i64.xor (i64.load (local.get $end)) (i64.const 0x3030303030303030)))
            ;; How many digits come first: the top bits of bytes that are none.
            (local.set $count
              (i32.wrap_i64
                (i64.shr_u
                  (i64.ctz
                    (i64.and
                      (i64.or (i64.add (local.get $digits) (i64.const 0x7676767676767676)) (local.get $digits))
                      (i64.const 0x8080808080808080)))
                  (i64.const 3))))
            (if (i32.eqz (local.get $count))
              (then
                (local.set $start (i32.sub (local.get $start) (local.get $isBelow)))
                (br_if $text (local.get $isText))
                (br_if $other (i32.ne (i32.load (local.get $value)) (i32.const 0x6c6c756e)))
                (local.set $end (i32.add (local.get $value) (i32.const 4)))
                (local.set $mark (i32.const 3))
                (br $read)))
            ;; A leading zero is no number of JSON.
            (br_if $other
              (i32.and
                (i64.eqz (i64.and (local.get $digits) (i64.const 0xff)))
                (i32.gt_u (local.get $count) (i32.const 1))))
            (if (i32.lt_u (local.get $count) (i32.const 8))
              (then
                (local.set $whole
                  (call $number8
                    (i64.shl
                      (local.get $digits)
                      (i64.extend_i32_u (i32.sub (i32.const 64) (i32.shl (local.get $count) (i32.const 3))))))))
              (else
                (local.set $whole (call $number8 (local.get $digits)))
                (local.set $digits
                  (i64.xor (i64.load offset=8 (local.get $end)) (i64.const 0x3030303030303030)))
                (local.set $n
                  (i32.wrap_i64
                    (i64.shr_u
                      (i64.ctz
                        (i64.and
                          (i64.or (i64.add (local.get $digits) (i64.const 0x7676767676767676)) (local.get $digits))
                          (i64.const 0x8080808080808080)))
                      (i64.const 3))))
                ;; More than fifteen digits may not be exact.
                (br_if $other (i32.eq (local.get $n) (i32.const 8)))
                (local.set $whole
                  (i64.add
                    (i64.mul
                      (local.get $whole)
                      (i64.load (i32.add (local.get $masks) (i32.add (i32.shl (local.get $n) (i32.const 3)) (i32.const 1056)))))
                    (call $number8
                      (i64.shl
                        (i64.shl
                          (local.get $digits)
                          (i64.extend_i32_u (i32.sub (i32.const 56) (i32.shl (local.get $n) (i32.const 3)))))
                        (i64.const 8)))))
                (local.set $count (i32.add (local.get $n) (i32.const 8)))))
            (local.set $end (i32.add (local.get $end) (local.get $count)))
            (block $decimals
              (local.set $number (f64.convert_i64_s (local.get $whole)))
              ;; Nearly always `.0,`.
              (if (i32.eq (i32.and (i32.load (local.get $end)) (i32.const 0xffffff)) (i32.const 0x2c302e))
                (then
                  (local.set $end (i32.add (local.get $end) (i32.const 2)))
                  (br $decimals)))
              (br_if $decimals (i32.ne (i32.load8_u (local.get $end)) (i32.const 0x2e)))
                (local.set $digits
                  (i64.xor (i64.load offset=1 (local.get $end)) (i64.const 0x3030303030303030)))
                (local.set $n
                  (i32.wrap_i64
                    (i64.shr_u
                      (i64.ctz
                        (i64.and
                          (i64.or (i64.add (local.get $digits) (i64.const 0x7676767676767676)) (local.get $digits))
                          (i64.const 0x8080808080808080)))
                      (i64.const 3))))
                ;; No decimals, or more than certainly are exact: digits and scale are, so that one division rounds as it should.
                (br_if $other (i32.gt_u (i32.sub (local.get $n) (i32.const 1)) (i32.const 6)))
                (br_if $other (i32.gt_u (i32.add (local.get $count) (local.get $n)) (i32.const 15)))
                (local.set $mask
                  (i32.add (local.get $masks) (i32.add (i32.shl (local.get $n) (i32.const 3)) (i32.const 1056))))
                (local.set $number
                  (f64.div
                    (f64.convert_i64_s
                      (i64.add
                        (i64.mul (local.get $whole) (i64.load (local.get $mask)))
                        (call $number8
                          (i64.shl
                            (local.get $digits)
                            (i64.extend_i32_u (i32.sub (i32.const 64) (i32.shl (local.get $n) (i32.const 3))))))))
                    (f64.convert_i64_s (i64.load (local.get $mask)))))
                (local.set $end (i32.add (i32.add (local.get $end) (i32.const 1)) (local.get $n))))
            (if (local.get $isBelow) (then (local.set $number (f64.neg (local.get $number)))))
            (if (local.get $isText)
              (then
                (if (i32.ne (i32.and (i32.load (local.get $end)) (local.get $quoteMask)) (local.get $quote))
                  (then
                    (local.set $start (i32.sub (local.get $start) (local.get $isBelow)))
                    (br $text)))
                (local.set $end (i32.add (local.get $end) (local.get $width)))))
            (br_if $other
              (i32.and
                (i32.ne (i32.load8_u (local.get $end)) (i32.const 0x2c))
                (i32.ne (i32.load8_u (local.get $end)) (i32.const 0x7d))))
            (f64.store
              (i32.add (local.get $numbers) (i32.shl (local.get $place) (i32.const 3)))
              (local.get $number))
            (local.set $mark (i32.const 1))
            (br $read))
          ;; A text: up to a quote, a backslash, what may not stand in a text, and what is no ASCII.
          (local.set $end (i32.sub (local.get $start) (i32.const 16)))
          (loop $characters
            (local.set $end (i32.add (local.get $end) (i32.const 16)))
            (local.set $mask
              (i8x16.bitmask
                (v128.or
                  (i8x16.lt_s (v128.load (local.get $end)) (i8x16.splat (i32.const 0x20)))
                  (v128.or
                    (i8x16.eq (v128.load (local.get $end)) (i8x16.splat (i32.const 0x22)))
                    (i8x16.eq (v128.load (local.get $end)) (i8x16.splat (i32.const 0x5c)))))))
            (br_if $characters (i32.eqz (local.get $mask))))
          (local.set $end (i32.add (local.get $end) (i32.ctz (local.get $mask))))
          (br_if $other
            (i32.ne (i32.and (i32.load (local.get $end)) (local.get $quoteMask)) (local.get $quote)))
          (i32.store offset=0
            (i32.add (local.get $texts) (i32.shl (local.get $place) (i32.const 3)))
            (local.get $start))
          (i32.store offset=4
            (i32.add (local.get $texts) (i32.shl (local.get $place) (i32.const 3)))
            (local.get $end))
          (local.set $end (i32.add (local.get $end) (local.get $width)))
          (local.set $mark (i32.const 2)))
        (if (i32.eq (i32.load8_u (local.get $end)) (i32.const 0x2c))
          (then
            (i32.store
              (i32.add (local.get $marks) (i32.shl (local.get $place) (i32.const 2)))
              (i32.add (local.get $turn) (select (local.get $mark) (i32.const 0) (local.get $place))))
            (local.set $key (i32.add (local.get $key) (i32.const 1)))
            (local.set $count (i32.load offset=44 (local.get $entry)))
            ;; `0.0,` in a row of fields: the levels of a book that are not used, which most are not. Its rest is compared as a whole.
            (block $single
              (br_if $single (i32.ne (i32.load (local.get $value)) (i32.const 0x2c302e30)))
              (br_if $single (i32.eqz (local.get $count)))
              (local.set $start (i32.load offset=40 (local.get $entry)))
              (local.set $p (local.get $end))
              (local.set $n (i32.sub (i32.add (local.get $start) (local.get $count)) (i32.const 15)))
              (loop $same
                (br_if $single
                  (v128.any_true
                    (v128.xor (v128.load (local.get $p)) (v128.load (local.get $start)))))
                (local.set $p (i32.add (local.get $p) (i32.const 16)))
                (local.set $start (i32.add (local.get $start) (i32.const 16)))
                (br_if $same (i32.lt_u (local.get $start) (local.get $n))))
              ;; The last sixteen bytes include the comma behind the row.
              (br_if $single
                (v128.any_true
                  (v128.xor
                    (v128.load (i32.sub (i32.add (local.get $end) (local.get $count)) (i32.const 15)))
                    (v128.load (local.get $n)))))
              (local.set $n (i32.load offset=48 (local.get $entry)))
              (local.set $start (i32.add (local.get $marks) (i32.shl (local.get $place) (i32.const 2))))
              (local.set $mask (i32.add (local.get $start) (i32.shl (local.get $n) (i32.const 2))))
              (loop $each
                (local.set $start (i32.add (local.get $start) (i32.const 4)))
                (br_if $single
                  (i32.lt_u (i32.xor (i32.load (local.get $start)) (local.get $turn)) (i32.const 8)))
                (br_if $each (i32.lt_u (local.get $start) (local.get $mask))))
              (local.set $place (i32.add (local.get $numbers) (i32.shl (local.get $place) (i32.const 3))))
              (local.set $key (i32.add (local.get $key) (local.get $n)))
              (local.set $end (i32.add (local.get $end) (local.get $count)))
              (loop $zero
                (i32.store (local.get $start) (i32.add (local.get $turn) (i32.const 1)))
                (local.set $start (i32.sub (local.get $start) (i32.const 4)))
                (local.set $place (i32.add (local.get $place) (i32.const 8)))
                (f64.store (local.get $place) (f64.const 0))
                (br_if $zero (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
            (local.set $p (i32.add (local.get $end) (i32.const 1)))
            (br $pair)))
        (br_if $other (i32.ne (i32.load8_u (local.get $end)) (i32.const 0x7d)))
        (i32.store
          (i32.add (local.get $marks) (i32.shl (local.get $place) (i32.const 2)))
          (i32.add (local.get $turn) (select (local.get $mark) (i32.const 0) (local.get $place))))
        (return (i32.sub (i32.const -1) (local.get $end)))))
    (i32.store offset=36 (local.get $shape) (local.get $key))
    (i32.store offset=40 (local.get $shape) (local.get $value))
    (local.get $p)))
