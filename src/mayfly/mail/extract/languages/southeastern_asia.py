"""What senders say in languages of southeastern Asia: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# Thai
TH = Words(
    strong="""รหัสยืนยัน, รหัสการยืนยัน, รหัสยืนยันตัวตน, รหัสความปลอดภัย, รหัสรักษาความปลอดภัย, รหัสผ่านแบบใช้ครั้งเดียว,
        รหัสผ่านใช้ครั้งเดียว, รหัสผ่านครั้งเดียว, รหัสแบบใช้ครั้งเดียว, รหัสใช้ครั้งเดียว, รหัสเข้าสู่ระบบ,
        รหัสเปิดใช้งาน, รหัสตรวจสอบ, รหัสชั่วคราว, รหัสผ่านชั่วคราว, โค้ดยืนยัน, รหัส otp, กรอกรหัส, ป้อนรหัส, ใช้รหัส,
        รหัสนี้, หลักนี้, รหัส 6 หลัก, รหัสจับคู่, รหัสปลดล็อก, รหัสทำรายการ, รหัสอนุมัติ, ตัวเลขต่อไปนี้,
        ตัวเลขด้านล่าง, ตัวเลขนี้, รหัสของคุณ, รหัสเข้าใช้, รหัสเข้าถึง, รหัสกู้คืน, รหัสรีเซ็ต, รหัสลับ,
        ใช้ครั้งเดียว, ใช้ได้ครั้งเดียว, รหัสโอทีพี, โอทีพี, รหัส pin, พินชั่วคราว, รหัส 6, รหัส 4, รหัสตัวเลข,
        รหัสใหม่, รหัสคือ, รหัสต่อไปนี้, รหัสด้านล่าง, ใส่รหัส, พิมพ์รหัส""",
    weak="""ตัวเลข, คีย์, รหัส, โค้ด, หมายเลขนี้, เลขนี้, รหัสผ่าน, พิน""",
    context="""แอป, ชำระ, เชื่อมต่อ, เปิดใช้, ยืนยัน, เข้าสู่ระบบ, นาที, หมดอายุ, ห้ามเปิดเผย, ใช้ได้, ลงทะเบียน, อุปกรณ์,
        เข้าระบบ, หน้าเว็บ, ตรวจสอบ, ล็อกอิน, ลงชื่อเข้า, สมัคร, ใช้ได้ภายใน, ภายใน, ครั้งเดียว, ห้ามบอก, อย่าบอก,
        อย่าเปิดเผย, อย่าแชร์, ความลับ, อุปกรณ์ใหม่, เบราว์เซอร์, บัญชีของคุณ, ตัวตน, ชำระเงิน, โอนเงิน, ผู้รับ, ลงนาม,
        รีเซ็ต, ลืม, เข้าถึง, เปิดใช้งาน, ปลดล็อก, ดำเนินการต่อ""",
    other="""หมายเลขสมาชิก, รหัสสมาชิก, นักศึกษา, ต่อ, รถไฟ, เที่ยวบิน, คำสั่งซื้อ, ใบแจ้งหนี้, ใบเสร็จ, พัสดุ, ติดตาม,
        ส่วนลด, คูปอง, การจอง, ไปรษณีย์, โทร, ใบสั่งยา, ที่นั่ง, รหัสรับ, ลูกค้า, แบบสอบถาม, คิว, ประตู,
        รหัสข้อผิดพลาด, รหัสสินค้า, รหัสรุ่น, รหัสงาน, หมายเลขผู้ใช้, หมายเลขผู้ป่วย, บาร์โค้ด, รหัสไปรษณีย์,
        เลขที่คำสั่งซื้อ, หมายเลขคำสั่ง, ใบกำกับ, หมายเลขลูกค้า, รหัสลูกค้า, เลขที่บัญชี, เลขบัญชี, สัญญา, อ้างอิง,
        หมายเลขอ้างอิง, เลขพัสดุ, จัดส่ง, รหัสการจอง, หมายเลขการจอง, ตั๋ว, ขบวน, กรมธรรม์, ลงท้ายด้วย, สมาชิก,
        รหัสนักศึกษา, รหัสนักเรียน, รหัสพนักงาน, เลขประจำตัว, ผู้เสียภาษี, โทรศัพท์, เบอร์โทร, แฟกซ์, สายด่วน, ถนน,
        ห้อง, เวอร์ชัน, รุ่น, ซีเรียล, สินค้า, ฉบับ, ทะเบียน, จำนวนเงิน, ข้อผิดพลาด, โค้ดส่วนลด, รหัสส่วนลด, รหัสแนะนำ,
        ไวไฟ, wifi., มิเตอร์, เคส, เลขที่ใบ, โทร., โทรหา""",
    void="""ถูกใช้ไปแล้ว, ถูกใช้แล้ว, ถูกใช้เมื่อ, ใช้แล้ว, ถูกยกเลิก, ยกเลิกแล้ว, ใช้ไม่ได้อีก, หมดอายุแล้ว,
        ใช้ไม่ได้แล้ว, รหัสเดิม, รหัสก่อนหน้า, ได้อีกต่อไป, ใช้งานไม่ได้, ใช้ไม่ได้, ไม่สามารถใช้, เพิกถอน, โมฆะ,
        ใช้ไปแล้ว, รหัสเก่า, ถูกแทน, ตัวอย่าง, เช่น""",
    blocked="""ถูกล็อก, ถูกระงับ, ถูกบล็อก, กรอกผิด, ใส่ผิด, ผิดสาม, ผิด 3""",
    sent="""ทาง sms, ผ่าน sms, ทางข้อความ, ข้อความสั้น, ไปยังโทรศัพท์, ไปยังมือถือ, ไปที่เบอร์""",
    typing="""ใส่, พิมพ์, กรอก, ป้อน, ใช้รหัส, กดรหัส, กด., คัดลอก, กรอกลง, ใส่เลข, กดเลข, ป้อนเลข, พิมพ์เลข, วาง, ระบุ, คีย์""",
    offers="""รหัสสำรอง, ตะกร้า, ส่วนลด, คูปอง, เชิญเพื่อน, ชวนเพื่อน, ลุ้น, เพื่อน, โค้ดส่วนลด, โปรโมชัน, โปรโมชั่น, รถเข็น,
        บัตรของขวัญ, ซื้อครั้งต่อไป, คำสั่งซื้อถัดไป, ส่งฟรี, รางวัล, คะแนน""",
    shown="""แสดงรหัส, แสดงโค้ด, กับพนักงาน, ให้พนักงาน, ตอนชำระเงิน, เมื่อชำระเงิน, ที่เคาน์เตอร์, แจ้งพนักงาน, แสดงต่อ,
        ที่แคชเชียร์, แจ้งคนขับ""",
    units="""บาท, วัน, รีวิว""",
    collection="""รหัสรับ""",
    keypad="""หน้าจอ, ล็อกเกอร์""",
    bill="""ยอดรวม, รวมทั้งสิ้น, ยอดชำระ, ครบกำหนด, ภาษี, ใบแจ้งหนี้, ใบเสร็จ""",
    conference="""การประชุม""",
    asks="""รหัสผ่านใหม่, ยืนยัน, เปิดใช้งาน, รีเซ็ต, ตั้งรหัสผ่าน, ตอบรับคำเชิญ, ยอมรับคำเชิญ, เข้าสู่ระบบ, ลงนาม,
        เปลี่ยนรหัสผ่าน, เข้าร่วม, ปลดล็อก, ยอมรับ, ตอบรับ, ใช่ ฉัน, เสร็จสิ้น, ตั้งรหัสผ่านใหม่, ตั้งใหม่,
        ยืนยันอีเมล, ยืนยันบัญชี, ยืนยันที่อยู่, รีเซ็ตรหัส, ตั้งรหัส, เปลี่ยนรหัส, สร้างรหัส, ดูคำเชิญ, ลงชื่อเข้า,
        ล็อกอิน, เสร็จสิ้นการสมัคร, อนุมัติ, อนุญาต, ใช่ นี่คือ, นี่คือฉัน""",
    leads="""คลิก, ลิงก์""",
    never="""ยกเลิก, ความเป็นส่วนตัว, ช่วยเหลือ, ยกเลิกการสมัคร, ยกเลิกการรับ, ตั้งค่า, เงื่อนไข, อ่านเพิ่ม, อ่านต่อ,
        ดูเพิ่ม, ดูในเบราว์เซอร์, ซื้อเลย, ช้อป, ดูคำสั่งซื้อ, ติดตามพัสดุ, ดูใบแจ้ง, ดาวน์โหลด, ชำระเงิน, ให้คะแนน,
        ติดต่อ, ปฏิเสธ, ปฏิทิน""",
    not_you="""ไม่ใช่คุณ, ไม่ได้ขอ, ไม่ได้ร้องขอ, ไม่ได้ทำ, คนอื่น, หากไม่ใช่, ถ้าไม่ใช่""",
)

# Vietnamese
VI = Words(
    strong="""ma xac minh, ma xac nhan, ma xac thuc, ma bao mat, ma dang nhap, ma kich hoat, ma otp, mat khau mot lan, mat
        khau dung mot lan, mat khau tam thoi, ma truy cap, ma dung mot lan, ma mot lan, ma gom, nhap ma, su dung ma, ma
        nay, ma sau, ma cua ban, ma giao dich mot lan, ma ghep noi, ma mo khoa, ma phe duyet, ma ky, mat khau giao
        dich, day so sau, cac so sau, so sau day, ma cua quy khach, ma la, ma khoi phuc, ma dat lai, ma giao dich, ma
        pin, ma dung 1 lan, ma su dung mot lan, ma tam thoi, mat khau tam, ma so bi mat, ma bi mat, tu khoa bi mat, ma
        6 so, ma 4 so, ma 6 chu so, ma moi, day la ma, ma duoi day, ma ben duoi, dien ma, dung ma, go ma, nhung con so""",
    weak="""chu so, day so, khoa, mat khau, mat ma, ma pin, ma la, ma cua, ma:, ma so, ma cho, ma de, ma dung, so nay, so
        sau, ma., con so, cum tu, khoa., ky tu""",
    context="""ung dung, thanh toan, ket noi, kich hoat, xac minh, xac nhan, xac thuc, dang nhap, dang ky, phut, hieu luc, het
        han, khong chia se, thiet bi, mo khoa, duyet, phut., trong vong, mot lan, chi dung, dung chia se, khong cung
        cap, bat ky ai, bao mat, thiet bi moi, trinh duyet, tai khoan cua ban, tai khoan, danh tinh, chuyen khoan,
        chuyen tien, nguoi nhan, ky dien tu, dat lai, khoi phuc, quen mat khau, truy cap, lien ket, tiep tuc, hoan tat""",
    other="""ma thanh vien, so thanh vien, sinh vien, ma sinh vien, chuyen bay, hotline, don hang, hoa don, van don, giam
        gia, khuyen mai, dat cho, dat phong, buu chinh, dien thoai, ma so thue, ma khach hang, ma van, don thuoc, ma
        nhan, khach hang, khao sat, ma loi, ma san pham, ma hang, ma mau, ma viec lam, so nguoi dung, so benh nhan, ma
        vach, ma buu, ma don hang, so don hang, so hoa don, bien lai, so tai khoan, hop dong, so hop dong, tham chieu,
        ma tham chieu, ma van don, buu kien, kien hang, giao hang, theo doi, ma dat cho, ve., so ve, ghe., toa., tau.,
        cong., bao hiem, ket thuc bang, duoi so, thanh vien, ma nhan vien, mst., cmnd., cccd., dt:, sdt., tel., fax.,
        tong dai, ma buu dien, ma buu chinh, duong., tang., phong., phien ban, model, so seri, san pham, so bao, bien
        so, so tien, loi., ma giam gia, ma khuyen mai, ma gioi thieu, phieu, wifi., dong ho, ho so, so ho so, yeu cau
        so, goi., goi so, goi den, bam goi""",
    void="""da duoc su dung, da su dung, da bi huy, da huy, khong con gia tri, het hieu luc, da het han, khong con hieu
        luc, khong hop le, ma cu, ma truoc, duoc nua, khong con, da bi thay, da thay the, da thu hoi, bi thu hoi, bi
        huy, thay the, vi du, chang han""",
    blocked="""bi khoa, da bi khoa, bi chan, nhap sai, sai ba lan, sai 3 lan""",
    sent="""qua sms, qua tin nhan, bang tin nhan, tin nhan sms, den dien thoai, toi dien thoai, den so dien thoai""",
    typing="""dien., go ma, dung ma, nhap., su dung, vao trang, vao o, dien vao, go vao, vao ung dung, nhap, bam so, sao
        chep, dan vao, ghi vao, tra loi bang, danh vao, dua vao, bam phim, dien so, nhap ma, go., cung cap""",
    offers="""ma du phong, gio hang, giam gia, khuyen mai, moi ban be, gioi thieu ban, trung thuong, ban be, ma giam gia, ma
        khuyen mai, uu dai, the qua tang, qua tang, don hang tiep theo, mien phi van chuyen, rut tham, diem thuong""",
    shown="""xuat trinh, cho nhan vien, tai quay, dua ma""",
    units="""₽, ₴, ₺, ₫, €, $, £, ¥, %, °, dong., vnd""",
    collection="""ma nhan hang""",
    keypad="""dolap, man hinh""",
    bill="""tong cong, tong tien, so tien phai, can thanh toan, han thanh toan, thue vat, hoa don, bien lai, da thanh toan""",
    conference="""cuoc hop, rapat""",
    asks="""mat khau moi, xac minh, xac nhan, xac thuc, kich hoat, dat lai mat khau, tao mat khau, doi mat khau, chap nhan
        loi moi, dang nhap, ky ten, ky van ban, thay doi mat khau, tham gia, hoan tat, mo khoa, chap nhan, dong y, vang
        toi, dat mat khau, xac nhan dang ky, chinh toi, chon mat khau, xem loi moi, hoan tat dang ky, phe duyet, cho
        phep, ky ngay, ky tai lieu, dung la toi, toi dong y""",
    leads="""nhan vao, tiep tuc, lien ket, bam""",
    never="""huy dang ky, bao mat, tro giup, quyen rieng tu, ngung nhan, tuy chon, cai dat, dieu khoan, doc them, xem them,
        tim hieu them, xem tren trinh duyet, mua ngay, mua sam, xem don hang, theo doi don, xem hoa don, tai ve, tai
        xuong, thanh toan ngay, danh gia, ho tro, lien he, tu choi, huy., lich.""",
    not_you="""khong phai ban, khong yeu cau, khong phai la ban, khong thuc hien, ai do, nguoi khac, nham., neu khong phai""",
)

# Indonesian
ID = Words(
    strong="""kode verifikasi, kode konfirmasi, kode keamanan, kode otp, kode sekali pakai, kata sandi sekali pakai, kode
        masuk, kode login, kode aktivasi, kode akses, kode autentikasi, kode otentikasi, sandi sementara, kode berikut,
        kode ini, masukkan kode, gunakan kode, digit kode, kode pasangan, kode pairing, kode persetujuan, kode buka
        kunci, kode transaksi, pin sekali pakai, angka berikut, angka ini, kode anda, kode kamu, kodemu, kode:, kode
        otorisasi, kode pendaftaran, kode pemulihan, kode reset, kode tanda tangan, kode pemasangan, kode pin, sekali
        pakai, kata sandi sekali, kata sandi sementara, sandi sekali pakai, kode sementara, pin sementara, kode
        rahasia, kata rahasia, kode unik, kode 6 digit, kode 6 angka, kode angka, kode baru, ini kode, berikut kode,
        kode di bawah, ketik kode, ketikkan kode, isi kode, angka di bawah""",
    weak="""angka, anahtar, kodeksi, sandi, kode., kata sandi, nomor ini, nomor berikut, pin., token, kunci, kata., frasa,
        karakter""",
    context="""aplikasi, pembayaran, hubungkan, aktivasi, verifikasi, konfirmasi, masuk, berlaku, menit, kedaluwarsa, jangan,
        daftar, perangkat, gawai, halaman, masuk ke, login, log masuk, daftar., pendaftaran, mendaftar, kadaluarsa,
        kadaluwarsa, sekali, hanya sekali, jangan bagikan, jangan berikan, jangan beri, siapa pun, siapapun, tidak
        pernah, rahasia, perangkat baru, peramban, browser, akun anda, akun kamu, akunmu, identitas, autentik,
        transfer, penerima, tanda tangan, atur ulang, pulihkan, lupa., akses, aktifkan, buka kunci, lanjut, selesaikan""",
    other="""nim., mahasiswa, dahili, pesawat, kereta, penerbangan, pesanan, resi, pelacakan, diskon, pemesanan, kode pos,
        telepon, kode promo, invois, penghantaran, pengesanan, diskaun, tempahan, pasutijum, rekin, sutijum, atlaid,
        uzsakym, saskait, siunt, resep, kamar, kode ambil, pelanggan, survei, antrean, pintu, kode kesalahan, kode
        galat, kode produk, kode barang, kode model, kode lowongan, lowongan, nomor pengguna, nomor pasien, kode
        batang, nomor pesanan, no. pesanan, order, tagihan, faktur, invoice, kuitansi, nomor pelanggan, nomor kontrak,
        kontrak, nomor rekening, rekening, referensi, nomor referensi, resi., nomor resi, no. resi, paket, pengiriman,
        kiriman, lacak, reservasi, kode booking, booking, tiket, kursi, gerbong, gate., polis, klaim, berakhiran, yang
        berakhir, anggota, nomor anggota, nisn., nip., karyawan, npwp., nik., ktp., telp., tel., hp., faks., fax.,
        whatsapp, jalan, jl., lantai, versi, model, seri., nomor seri, produk, sku., edisi, plat nomor, jumlah,
        kesalahan, kode diskon, kode voucher, kode kupon, kode referal, kode bar, wifi., meteran, nomor meter,
        pengaduan, nomor tiket, va., virtual account, telepon ke, hubungi kami""",
    void="""telah digunakan, sudah digunakan, sudah dipakai, dibatalkan, sudah kedaluwarsa, tidak berlaku, sudah tidak
        bisa, sudah tidak berlaku, telah kedaluwarsa, tidak berlaku lagi, kode sebelumnya, kode lama, hangus, tidak
        bisa dipakai, tidak dapat digunakan, sudah tidak, tidak bisa digunakan, telah diganti, sudah diganti, ditarik,
        sudah mati, tidak lagi, diganti, misalnya, contohnya, contoh:""",
    blocked="""diblokir, terkunci, dikunci, salah dimasukkan, salah tiga, tiga kali""",
    sent="""lewat sms, melalui sms, via sms, pesan singkat, ke ponsel, ke nomor, ke hp.""",
    typing="""ketik., masukan, tulis., pakai., isikan., masukkan, gunakan, isi., ketikkan, masukin, isikan, inputkan, salin.,
        tempel, tekan angka, sebutkan, balas dengan, tuliskan, isilah, ketiklah, masukkanlah, mengetik, memasukkan,
        cantumkan, ketik, mengisi, pakai, salin, tempelkan, tulis, input.""",
    offers="""kode cadangan, kode pemulihan, puk., keranjang, ajandekkartya, lisans anahtar, diskon, diskaun, ajak teman,
        undang teman, undian, menangkan, teman, kode promo, kode diskon, voucher, kupon, promo, kartu hadiah, hadiah,
        belanja berikutnya, pesanan berikutnya, gratis ongkir, poin., ajak.""",
    shown="""tunjukkan, perlihatkan, ke kasir, di kasir, ke petugas, ke kurir""",
    units="""punti, idr, rp.""",
    collection="""kode pengambilan""",
    bill="""total., subtotal, jumlah tagihan, jatuh tempo, ppn., tagihan, struk, kuitansi, dibayar""",
    conference="""toplanti""",
    asks="""kata sandi baru, sandi baru, verifikasi, konfirmasi, aktifkan, aktivasi, atur ulang, setel ulang, reset kata
        sandi, terima undangan, masuk, sahkan, terima jemputan, tanda tangan, ganti kata sandi, ubah kata sandi,
        bergabung, selesaikan, buka kunci, saya terima, saya setuju, ya saya, ikut., ini saya, konfirmasikan, reset
        sandi, buat kata sandi, buat sandi, ganti sandi, ubah sandi, pilih kata sandi, terima, lihat undangan, gabung,
        masuk., masuk sekarang, masuk ke akun, login, selesaikan pendaftaran, setujui, izinkan, tanda tangani,
        tandatangani, ya ini saya, lanjutkan pendaftaran""",
    leads="""lanjutkan, tautan, klik""",
    never="""berhenti berlangganan, privasi, bantuan, batal langganan, preferensi, pengaturan, syarat, baca selengkapnya,
        selengkapnya, pelajari, lihat di peramban, lihat di browser, beli., belanja, lihat pesanan, lacak, lihat
        tagihan, unduh, bayar, beri nilai, ulasan, hubungi, tolak, batalkan, kalender""",
    not_you="""bukan anda, bukan kamu, tidak meminta, tidak merasa, tidak melakukan, orang lain, jika bukan, kalau bukan""",
)

# Malay
MS = Words(
    strong="""kod pengesahan, kod keselamatan, kod sekali guna, kata laluan sekali guna, kod log masuk, kod pengaktifan, kod
        akses, masukkan kod, gunakan kod, kod berikut, kod ini, kod kelulusan, kod sambungan, pin sekali guna, nombor
        tac, kod tac, nombor berikut, angka berikut, kod anda, kod:, kod pengesahan anda, sekali guna, kata laluan
        sementara, kata laluan sekali, kod sementara, pin sementara, kod baharu, ini kod, kod di bawah, taipkan kod,
        taip kod""",
    weak="""kod., kata laluan, nombor, pin., tac., kunci""",
    context="""pengesahan, log masuk, sah selama, minit, tamat tempoh, peranti, laman, sah, sahkan, daftar, tamat, sekali,
        jangan kongsi, jangan dedah, sesiapa, pelayar, akaun, identiti, pembayaran, pemindahan, tetapkan semula, akses,
        aktifkan, teruskan""",
    other="""pesanan, invois, bil., resit, pelanggan, kontrak, akaun no, rujukan, penghantaran, bungkusan, penjejakan,
        tempahan, tiket, tempat duduk, penerbangan, polisi, ahli., pelajar, pekerja, telefon, tel., faks., poskod,
        jalan, tingkat, bilik, versi, model, siri., produk, edisi, plat., jumlah, ralat, kod promosi, kod diskaun,
        baucar, kod bar, wifi.""",
    void="""kod lama, telah tamat, tidak lagi sah, tidak boleh digunakan, telah luput, tidak sah lagi, telah digunakan,
        tidak sah, dibatalkan, kod sebelum, contohnya, misalnya""",
    typing="""taip., taipkan, masukkan, gunakan, isikan, guna., salin, tampal, isi., tulis""",
    offers="""rakan, kod promosi, kod diskaun, diskaun, baucar, kupon, tawaran, troli, kad hadiah, pembelian seterusnya,
        penghantaran percuma, cabutan, menangi, mata ganjaran""",
    shown="""tunjukkan, di kaunter""",
    bill="""jumlah, perlu dibayar, tarikh akhir, cukai, bil., invois, resit, dibayar""",
    asks="""pengesahan, tetapkan semula, log masuk, sahkan, aktifkan, set semula, kata laluan baharu, cipta kata laluan,
        tukar kata laluan, terima jemputan, terima, lihat jemputan, sertai, lengkapkan pendaftaran, lengkapkan, buka
        kunci, luluskan, benarkan, tandatangan, ya saya""",
    leads="""pautan, klik""",
    never="""berhenti melanggan, nyahlanggan, tetapan, privasi, terma, baca lagi, ketahui, lihat dalam pelayar, beli., lihat
        pesanan, jejak, muat turun, bayar, ulasan, bantuan, hubungi, tolak, batal, kalendar""",
    not_you="""bukan anda, tidak meminta, tidak membuat, orang lain, jika bukan""",
)

# Tagalog
TL = Words(
    strong="""verification code mo, code sa pag-verify, ilagay ang code, iyong code, ang code mo, ang iyong code,
        pansamantalang password, isang beses, pang-isahang gamit, gamitin ang code, i-type ang code, ito ang code""",
    context="""beripika, kumpirma, mag-log in, pag-log in, minuto, isang beses, huwag ibahagi, huwag ibigay, kanino, account
        mo""",
    typing="""ilagay, i-enter, i-type, gamitin, isulat, ipasok""",
    asks="""kumpirmahin, i-verify, i-activate, i-reset, bagong password, tanggapin, sumali, mag-log in""",
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
