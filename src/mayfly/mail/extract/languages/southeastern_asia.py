"""What senders say in languages of southeastern Asia: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# Thai
TH = Words(
    strong="""รหัสยืนยัน, รหัสการยืนยัน, รหัสยืนยันตัวตน, รหัสความปลอดภัย, รหัสรักษาความปลอดภัย, รหัสผ่านแบบใช้ครั้งเดียว,
        รหัสผ่านใช้ครั้งเดียว, รหัสผ่านครั้งเดียว, รหัสแบบใช้ครั้งเดียว, รหัสใช้ครั้งเดียว, รหัสเข้าสู่ระบบ,
        รหัสเปิดใช้งาน, รหัสตรวจสอบ, รหัสชั่วคราว, รหัสผ่านชั่วคราว, โค้ดยืนยัน, รหัส otp, กรอกรหัส, ป้อนรหัส, ใช้รหัส,
        รหัสนี้, หลักนี้, รหัส 6 หลัก, รหัสจับคู่, รหัสปลดล็อก, รหัสทำรายการ, รหัสอนุมัติ, ตัวเลขต่อไปนี้,
        ตัวเลขด้านล่าง, ตัวเลขนี้""",
    weak="""ตัวเลข, คีย์, รหัส, โค้ด, หมายเลขนี้, เลขนี้""",
    context="""แอป, ชำระ, เชื่อมต่อ, เปิดใช้, ยืนยัน, เข้าสู่ระบบ, นาที, หมดอายุ, ห้ามเปิดเผย, ใช้ได้, ลงทะเบียน, อุปกรณ์,
        เข้าระบบ, หน้าเว็บ""",
    other="""หมายเลขสมาชิก, รหัสสมาชิก, นักศึกษา, ต่อ, รถไฟ, เที่ยวบิน, คำสั่งซื้อ, ใบแจ้งหนี้, ใบเสร็จ, พัสดุ, ติดตาม,
        ส่วนลด, คูปอง, การจอง, ไปรษณีย์, โทร, ใบสั่งยา, ที่นั่ง, รหัสรับ, ลูกค้า, แบบสอบถาม, คิว, ประตู,
        รหัสข้อผิดพลาด, รหัสสินค้า, รหัสรุ่น, รหัสงาน, หมายเลขผู้ใช้, หมายเลขผู้ป่วย, บาร์โค้ด, รหัสไปรษณีย์""",
    void="""ถูกใช้ไปแล้ว, ถูกใช้แล้ว, ถูกใช้เมื่อ, ใช้แล้ว, ถูกยกเลิก, ยกเลิกแล้ว, ใช้ไม่ได้อีก, หมดอายุแล้ว,
        ใช้ไม่ได้แล้ว, รหัสเดิม, รหัสก่อนหน้า, ได้อีกต่อไป, ใช้งานไม่ได้, ใช้ไม่ได้, ไม่สามารถใช้, เพิกถอน, โมฆะ""",
    typing="""ใส่, พิมพ์, กรอก, ป้อน, ใช้รหัส, กดรหัส, กด., คัดลอก, กรอกลง, ใส่เลข, กดเลข, ป้อนเลข, พิมพ์เลข""",
    offers="""รหัสสำรอง, ตะกร้า, ส่วนลด, คูปอง, เชิญเพื่อน, ชวนเพื่อน, ลุ้น, เพื่อน""",
    shown="""แสดงรหัส, แสดงโค้ด, กับพนักงาน, ให้พนักงาน, ตอนชำระเงิน, เมื่อชำระเงิน""",
    units="""บาท, วัน, รีวิว""",
    collection="""รหัสรับ""",
    keypad="""หน้าจอ, ล็อกเกอร์""",
    conference="""การประชุม""",
    asks="""รหัสผ่านใหม่, ยืนยัน, เปิดใช้งาน, รีเซ็ต, ตั้งรหัสผ่าน, ตอบรับคำเชิญ, ยอมรับคำเชิญ, เข้าสู่ระบบ, ลงนาม,
        เปลี่ยนรหัสผ่าน, เข้าร่วม, ปลดล็อก, ยอมรับ, ตอบรับ, ใช่ ฉัน, เสร็จสิ้น, ตั้งรหัสผ่านใหม่, ตั้งใหม่""",
    leads="""คลิก, ลิงก์""",
    never="""ยกเลิก, ความเป็นส่วนตัว, ช่วยเหลือ""",
    not_you="""ไม่ใช่คุณ, ไม่ได้ขอ""",
)

# Vietnamese
VI = Words(
    strong="""ma xac minh, ma xac nhan, ma xac thuc, ma bao mat, ma dang nhap, ma kich hoat, ma otp, mat khau mot lan, mat
        khau dung mot lan, mat khau tam thoi, ma truy cap, ma dung mot lan, ma mot lan, ma gom, nhap ma, su dung ma, ma
        nay, ma sau, ma cua ban, ma giao dich mot lan, ma ghep noi, ma mo khoa, ma phe duyet, ma ky, mat khau giao
        dich, day so sau, cac so sau, so sau day""",
    weak="""chu so, day so, khoa, mat khau, mat ma, ma pin, ma la, ma cua, ma:, ma so, ma cho, ma de, ma dung, so nay, so
        sau""",
    context="""ung dung, thanh toan, ket noi, kich hoat, xac minh, xac nhan, xac thuc, dang nhap, dang ky, phut, hieu luc, het
        han, khong chia se, thiet bi, mo khoa, duyet""",
    other="""ma thanh vien, so thanh vien, sinh vien, ma sinh vien, chuyen bay, hotline, don hang, hoa don, van don, giam
        gia, khuyen mai, dat cho, dat phong, buu chinh, dien thoai, ma so thue, ma khach hang, ma van, don thuoc, ma
        nhan, khach hang, khao sat, ma loi, ma san pham, ma hang, ma mau, ma viec lam, so nguoi dung, so benh nhan, ma
        vach, ma buu""",
    void="""da duoc su dung, da su dung, da bi huy, da huy, khong con gia tri, het hieu luc, da het han, khong con hieu
        luc, khong hop le, ma cu, ma truoc, duoc nua, khong con, da bi thay, da thay the, da thu hoi, bi thu hoi""",
    typing="""dien., go ma, dung ma, nhap., su dung, vao trang, vao o, dien vao, go vao, vao ung dung, nhap, bam so, sao
        chep, dan vao, ghi vao, tra loi bang, danh vao, dua vao, bam phim, dien so""",
    offers="""ma du phong, gio hang, giam gia, khuyen mai, moi ban be, gioi thieu ban, trung thuong, ban be""",
    shown="""xuat trinh, cho nhan vien, tai quay, dua ma""",
    units="""₽, ₴, ₺, ₫, €, $, £, ¥, %, °, dong., vnd""",
    collection="""ma nhan hang""",
    keypad="""dolap, man hinh""",
    conference="""cuoc hop, rapat""",
    asks="""mat khau moi, xac minh, xac nhan, xac thuc, kich hoat, dat lai mat khau, tao mat khau, doi mat khau, chap nhan
        loi moi, dang nhap, ky ten, ky van ban, thay doi mat khau, tham gia, hoan tat, mo khoa, chap nhan, dong y, vang
        toi, dat mat khau, xac nhan dang ky, chinh toi""",
    leads="""nhan vao, tiep tuc, lien ket, bam""",
    never="""huy dang ky, bao mat, tro giup, quyen rieng tu""",
    not_you="""khong phai ban, khong yeu cau""",
)

# Indonesian
ID = Words(
    strong="""kode verifikasi, kode konfirmasi, kode keamanan, kode otp, kode sekali pakai, kata sandi sekali pakai, kode
        masuk, kode login, kode aktivasi, kode akses, kode autentikasi, kode otentikasi, sandi sementara, kode berikut,
        kode ini, masukkan kode, gunakan kode, digit kode, kode pasangan, kode pairing, kode persetujuan, kode buka
        kunci, kode transaksi, pin sekali pakai, angka berikut, angka ini""",
    weak="""angka, anahtar, kodeksi, sandi, kode., kata sandi, nomor ini, nomor berikut""",
    context="""aplikasi, pembayaran, hubungkan, aktivasi, verifikasi, konfirmasi, masuk, berlaku, menit, kedaluwarsa, jangan,
        daftar, perangkat, gawai, halaman""",
    other="""nim., mahasiswa, dahili, pesawat, kereta, penerbangan, pesanan, resi, pelacakan, diskon, pemesanan, kode pos,
        telepon, kode promo, invois, penghantaran, pengesanan, diskaun, tempahan, pasutijum, rekin, sutijum, atlaid,
        uzsakym, saskait, siunt, resep, kamar, kode ambil, pelanggan, survei, antrean, pintu, kode kesalahan, kode
        galat, kode produk, kode barang, kode model, kode lowongan, lowongan, nomor pengguna, nomor pasien, kode batang""",
    void="""telah digunakan, sudah digunakan, sudah dipakai, dibatalkan, sudah kedaluwarsa, tidak berlaku, sudah tidak
        bisa, sudah tidak berlaku, telah kedaluwarsa, tidak berlaku lagi, kode sebelumnya, kode lama, hangus, tidak
        bisa dipakai, tidak dapat digunakan, sudah tidak, tidak bisa digunakan, telah diganti, sudah diganti, ditarik,
        sudah mati""",
    typing="""ketik., masukan, tulis., pakai., isikan., masukkan, gunakan, isi., ketikkan, masukin, isikan, inputkan, salin.,
        tempel, tekan angka, sebutkan, balas dengan, tuliskan, isilah, ketiklah, masukkanlah, mengetik, memasukkan,
        cantumkan""",
    offers="""kode cadangan, kode pemulihan, puk., keranjang, ajandekkartya, lisans anahtar, diskon, diskaun, ajak teman,
        undang teman, undian, menangkan, teman""",
    shown="""tunjukkan, perlihatkan, ke kasir, di kasir, ke petugas, ke kurir""",
    units="""punti, idr, rp.""",
    collection="""kode pengambilan""",
    conference="""toplanti""",
    asks="""kata sandi baru, sandi baru, verifikasi, konfirmasi, aktifkan, aktivasi, atur ulang, setel ulang, reset kata
        sandi, terima undangan, masuk, sahkan, terima jemputan, tanda tangan, ganti kata sandi, ubah kata sandi,
        bergabung, selesaikan, buka kunci, saya terima, saya setuju, ya saya, ikut., ini saya""",
    leads="""lanjutkan, tautan, klik""",
    never="""berhenti berlangganan, privasi, bantuan""",
    not_you="""bukan anda, bukan kamu, tidak meminta""",
)

# Malay
MS = Words(
    strong="""kod pengesahan, kod keselamatan, kod sekali guna, kata laluan sekali guna, kod log masuk, kod pengaktifan, kod
        akses, masukkan kod, gunakan kod, kod berikut, kod ini, kod kelulusan, kod sambungan, pin sekali guna, nombor
        tac, kod tac, nombor berikut, angka berikut""",
    context="""pengesahan, log masuk, sah selama, minit, tamat tempoh, peranti, laman, sah""",
    void="""kod lama, telah tamat, tidak lagi sah, tidak boleh digunakan, telah luput, tidak sah lagi""",
    typing="""taip., taipkan, masukkan, gunakan, isikan""",
    offers="""rakan""",
    shown="""tunjukkan, di kaunter""",
    asks="""pengesahan, tetapkan semula, log masuk""",
    leads="""pautan, klik""",
    not_you="""bukan anda, tidak meminta""",
)

# Tagalog
TL = Words(
    strong="""verification code mo, code sa pag-verify, ilagay ang code""",
)

# Khmer
KM = Words(
    strong="""លេខកូដផ្ទៀងផ្ទាត់, កូដផ្ទៀងផ្ទាត់""",
)

# Lao
LO = Words(
    strong="""ລະຫັດຢືນຢັນ""",
)

# Burmese
MY = Words(
    strong="""အတည်ပြုကုဒ်, အတည်ပြု ကုဒ်""",
)
